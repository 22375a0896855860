import { spawn } from 'node:child_process';
import { clipboardSequence } from './clipboard-sequence.ts';

export interface ClipboardPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Writes to the terminal; null where that must not be asked. */
  readonly write: ((text: string) => void) | null;
}

/** Milliseconds after which a clipboard program that does not end is given up. */
const PATIENCE_MS = 2_000;

/**
 * Puts a text on the clipboard, by the desktop's own program where this is one, else by asking the terminal (OSC 52),
 * which reaches the person's desktop over ssh too. Resolves with what it went through, in words;
 * null where nothing could be used.
 */
export async function copyText(text: string, place: ClipboardPlace): Promise<string | null> {
  for (const [program, ...args] of programsFor(place)) {
    if (program !== undefined && (await feed(program, args, text))) return `with ${program}`;
  }
  if (place.write === null) return null;
  place.write(clipboardSequence(text));
  return 'through the terminal (OSC 52), if it allows that';
}

/** Clipboard programs of the desktop that this process runs on, best first; none over ssh, where it is not the person's. */
export function programsFor({
  env,
  platform,
}: Pick<ClipboardPlace, 'env' | 'platform'>): readonly (readonly string[])[] {
  if (has(env['SSH_TTY']) || has(env['SSH_CONNECTION'])) return [];
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip.exe']];
  return [
    ...(has(env['WAYLAND_DISPLAY']) ? [['wl-copy']] : []),
    ...(has(env['DISPLAY'])
      ? [
          ['xclip', '-selection', 'clipboard'],
          ['xsel', '--clipboard', '--input'],
        ]
      : []),
    ...(has(env['WSL_DISTRO_NAME']) ? [['clip.exe']] : []),
  ];
}

const has = (value: string | undefined) => value !== undefined && value !== '';

/** False where the program is not there, fails, or does not end. */
function feed(program: string, args: readonly string[], text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], timeout: PATIENCE_MS });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    // It may end before it has read everything; its exit code says how that was meant.
    child.stdin.on('error', () => {});
    child.stdin.end(program === 'clip.exe' ? Buffer.from(`\ufeff${text}`, 'utf16le') : text);
  });
}
