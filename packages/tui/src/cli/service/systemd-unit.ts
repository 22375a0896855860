import type { ServiceProgram } from './service-program.ts';

export const SYSTEMD_UNIT = 'jackdaw.service';

/** A unit of the user's own systemd. A daemon that was stopped on purpose ends with 0 and is left so. */
export function systemdUnit({ command, environment }: ServiceProgram): string {
  const variables = Object.entries(environment).map(
    ([name, value]) => `Environment=${quote(`${name}=${value}`)}`,
  );
  return `[Unit]
Description=jackdaw, the daemon behind the chat
Documentation=man:jackdaw(1)

[Service]
Type=exec
ExecStart=${command.map(quoteArgument).join(' ')}
${variables.join('\n')}
Restart=on-failure
RestartSec=2
TimeoutStopSec=30
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
`;
}

/** systemd.syntax(7): quotes and backslashes are escaped, `%` begins a specifier. */
function quote(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('%', '%%')}"`;
}

/** In a command line `$` begins a variable, too. */
function quoteArgument(text: string): string {
  return quote(text).replaceAll('$', () => '$$');
}
