import { defence, type Defence } from './defence.ts';

const PROVIDER = 'packages/daemon/src/provider';
const PROVIDER_TEST = 'test/integration/provider/anthropic-provider.test.ts';
const PROXY_TEST = 'test/integration/security/upstream-proxy.test.ts';

/** What stands between a server that answers calls, or files, and all else. */
export const UPSTREAM: readonly Defence[] = [
  defence(
    'redirects',
    `${PROVIDER}/http-request.ts`,
    "request.once('response', (message) => resolve({ message, onDone: forget }));",
    "request.once('response', (message) => resolve(message.headers.location === undefined ? { message, onDone: forget } : createHttpRequest()(new URL(message.headers.location), { method, headers, body, signal })));",
    PROVIDER_TEST,
    'a redirect is not followed',
  ),
  defence(
    'gateway-redact',
    `${PROVIDER}/pass-through.ts`,
    'body: redact(text, [apiKey])',
    'body: text',
    'test/integration/gateway/passage.test.ts',
    'a refusal that shows the key',
  ),
  defence(
    'message-stop',
    `${PROVIDER}/anthropic-provider.ts`,
    "throw new JackdawError('interrupted', `${host} ended the answer before it was whole. Try again.`);",
    "yield { type: 'response-end', stopReason: 'end_turn' };",
    PROVIDER_TEST,
    'cut before message_stop',
  ),
  defence(
    'stall-watchdog',
    `${PROVIDER}/watch-body.ts`,
    'controller.error(stalled(stallMs));',
    'if (stallMs < 0) controller.error(stalled(stallMs));',
    PROVIDER_TEST,
    'silence is a stall',
  ),
  defence(
    'endless-answer',
    `${PROVIDER}/body-of.ts`,
    'if (bytes > mostBytes)',
    'if (bytes > Number.MAX_SAFE_INTEGER)',
    'test/integration/security/endless-upstream.test.ts',
    'an error whose page does not end',
  ),
  {
    id: 'page-instead',
    changes: [
      {
        file: `${PROVIDER}/anthropic-provider.ts`,
        find: 'if (/\\b(html|json)\\b/.test(contentType)) throw',
        replace: "if (contentType === 'none') throw",
      },
      {
        file: `${PROVIDER}/anthropic-provider.ts`,
        find: "if (!message.hasBegun && !contentType.startsWith('text/event-stream')) throw",
        replace: "if (contentType === 'none') throw",
      },
    ],
    test: PROVIDER_TEST,
    name: 'hints at the base URL',
  },
  defence(
    'own-machine-direct',
    `${PROVIDER}/upstream-proxy.ts`,
    'const isDirect = ({ hostname }: URL) => LOOPBACK.test(hostname);',
    "const isDirect = ({ hostname }: URL) => LOOPBACK.test('') || hostname === '';",
    PROXY_TEST,
    'asked directly, whatever the proxy',
  ),
  defence(
    'model-checksum',
    'packages/daemon/src/embedder/model/fetch-file.ts',
    'if ((await hashFile(part, signal)) !== file.sha256) {',
    "if ((await hashFile(part, signal)) === '') {",
    'test/integration/embedder/fetching.test.ts',
    'a file with other bytes',
  ),
  defence(
    'model-commit',
    'packages/daemon/src/embedder/model/model-file.ts',
    'resolve/${MINILM_REVISION}/`',
    'resolve/main/`',
    'test/unit/daemon/embedder/mirror-url.test.ts',
  ),
  defence(
    'licences',
    'scripts/licences.mjs',
    'return allowed && at === tokens.length;',
    'return allowed || at === tokens.length;',
    'test/unit/scripts/audit.test.ts',
    'under a copyleft licence',
  ),
  defence(
    'package-source',
    'scripts/audit.mjs',
    'locked.filter(({ resolution }) => !FROM_REGISTRY.test(resolution))',
    "locked.filter(({ resolution }) => resolution === 'none' && FROM_REGISTRY.test(resolution))",
    'test/unit/scripts/audit.test.ts',
    'from an address',
  ),
  defence(
    'install-scripts',
    'scripts/audit.mjs',
    'runs.length === 0 || builds.has(name)',
    'runs.length >= 0 || builds.has(name)',
    'test/unit/scripts/audit.test.ts',
    'runs code at install',
  ),
  defence(
    'attachment-fence',
    'packages/tui/src/cli/ask/read-attachment.ts',
    "'`'.repeat(Math.max(3, longest + 1))",
    "'`'.repeat(Math.max(3, longest - longest))",
    'test/unit/tui/cli/read-attachment.test.ts',
  ),
];
