import type { ServiceProgram } from './service-program.ts';

export const LAUNCHD_LABEL = 'jackdaw.daemon';

/** An agent of the user's own launchd. A daemon that was stopped on purpose ends with 0 and is left so. */
export function launchdAgent({ command, environment, paths }: ServiceProgram): string {
  const log = `${paths.logs}/daemon-start.log`;
  const variables = Object.entries(environment).map(
    ([name, value]) => `    ${key(name)}\n    ${string(value)}`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  ${key('Label')}
  ${string(LAUNCHD_LABEL)}
  ${key('ProgramArguments')}
  <array>
${command.map((argument) => `    ${string(argument)}`).join('\n')}
  </array>
  ${key('EnvironmentVariables')}
  <dict>
${variables.join('\n')}
  </dict>
  ${key('RunAtLoad')}
  <true/>
  ${key('KeepAlive')}
  <dict>
    ${key('SuccessfulExit')}
    <false/>
  </dict>
  ${key('ExitTimeOut')}
  <integer>30</integer>
  ${key('Umask')}
  <integer>63</integer>
  ${key('StandardOutPath')}
  ${string(log)}
  ${key('StandardErrorPath')}
  ${string(log)}
</dict>
</plist>
`;
}

const key = (name: string) => `<key>${escape(name)}</key>`;
const string = (text: string) => `<string>${escape(text)}</string>`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
