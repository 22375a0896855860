import { defence, type Defence } from './defence.ts';

const PROVIDER = 'packages/daemon/src/provider';
const PROVIDER_TEST = 'test/integration/provider/anthropic-provider.test.ts';
const LOG_TEST = 'test/unit/daemon/log/create-log.test.ts';
const CANARY_TEST = 'test/integration/security/canary.test.ts';

/** What keeps keys, tokens and passwords where they belong. */
export const SECRETS: readonly Defence[] = [
  defence(
    'credentials-mode',
    'packages/daemon/src/config/credentials.ts',
    '(mode & 0o077) !== 0',
    '(mode & 0o077) < 0',
    'test/unit/daemon/config/files.test.ts',
    'made private',
  ),
  defence(
    'private-write',
    'packages/tui/src/cli/write-private-file.ts',
    "open(draft, 'wx', 0o600)",
    "open(draft, 'wx', 0o644)",
    'test/unit/tui/cli/write-private-file.test.ts',
  ),
  defence(
    'redact-whole',
    `${PROVIDER}/redact.ts`,
    'clean = clean.replaceAll(form, MARK);',
    'clean = form.length > 1e6 ? clean.replaceAll(form, MARK) : clean;',
    'test/unit/daemon/provider/redact.test.ts',
    'a short key is hidden',
  ),
  defence(
    'redact-parts',
    `${PROVIDER}/redact.ts`,
    'new Set(forms.flatMap(partsOf))',
    'new Set(forms.flatMap(() => []))',
    'test/unit/daemon/provider/redact.test.ts',
    'cut off',
  ),
  defence(
    'redact-encodings',
    `${PROVIDER}/redact.ts`,
    '    ...base64Of(secret),',
    '',
    'test/unit/daemon/provider/redact.test.ts',
    'in Base64',
  ),
  defence(
    'redact-words',
    `${PROVIDER}/classify-error.ts`,
    "const clean = redact(words.replaceAll(/\\s+/g, ' ').trim(), facts.secrets);",
    "const clean = words.replaceAll(/\\s+/g, ' ').trim();",
    PROVIDER_TEST,
    'the key is in no error',
  ),
  defence(
    'keep-secrets',
    'packages/daemon/src/daemon-parts.ts',
    'keepSecrets(provider)',
    'provider',
    CANARY_TEST,
    'nowhere but where they are kept',
  ),
  defence(
    'environment',
    'packages/daemon/src/config/take-environment.ts',
    "if (name.startsWith('ANTHROPIC_')) delete env[name];",
    "if (name === '') delete env[name];",
    CANARY_TEST,
    'nowhere but where they are kept',
  ),
  defence(
    'telemetry-content',
    'packages/daemon/src/telemetry/otel/export-turn.ts',
    'if (content) setContent(',
    'if (call.attempt > 0) setContent(',
    'test/integration/telemetry/opentelemetry.test.ts',
    'neither questions nor answers',
  ),
  defence(
    'log-secrets',
    'packages/daemon/src/log/create-log.ts',
    'escapeControls(hideSecrets(line))',
    'escapeControls(line)',
    LOG_TEST,
    'no key and no token',
  ),
  defence(
    'log-lines',
    'packages/daemon/src/log/create-log.ts',
    'escapeControls(hideSecrets(line))',
    'hideSecrets(line)',
    LOG_TEST,
    'stays one line',
  ),
  defence(
    'base-url-password',
    `${PROVIDER}/base-url.ts`,
    "if (url.username !== '' || url.password !== '') {",
    "if (url.username === '\\n') {",
    'test/unit/daemon/provider/base-url.test.ts',
    'a password in the URL',
  ),
  defence(
    'mirror-password',
    'packages/daemon/src/embedder/model/mirror-url.ts',
    "url.password = '';",
    '',
    'test/unit/daemon/embedder/mirror-url.test.ts',
    'a password goes into the header',
  ),
  defence(
    'shown-passwords',
    'packages/tui/src/cli/config/hide-passwords.ts',
    'URL.canParse(value) ? hideUserInfo(value) : value',
    'URL.canParse(hideUserInfo(value)) ? value : value',
    CANARY_TEST,
    'holds no password',
  ),
  defence(
    'own-records',
    'packages/core/src/history/history-keys.ts',
    'export const conversationKey = (id: string): string => `conversation/${id}`;',
    "export const conversationKey = (id: string): string => `conversation/${id.trim().split('/')[0]}`;",
    'test/integration/security/foreign-ids.test.ts',
    'an id names what has it',
  ),
];
