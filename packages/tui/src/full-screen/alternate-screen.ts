import { render } from 'ink';
import type { ReactNode } from 'react';

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * Shows a node on the terminal's alternate screen until `closed` resolves; then, or when rendering fails, the primary
 * screen is back as it was. Nobody else may read keys or write meanwhile. Ink leaves the alternate screen at the end of
 * the process too, whatever ended it.
 */
export async function showOnAlternateScreen(
  node: ReactNode,
  { stdin, stdout, stderr }: Streams,
  closed: Promise<void>,
): Promise<void> {
  const instance = render(node, {
    stdin,
    stdout,
    stderr,
    alternateScreen: true,
    exitOnCtrlC: false,
    // The chat's own renderer has it.
    patchConsole: false,
    maxFps: 60,
    incrementalRendering: true,
  });
  const exited = instance.waitUntilExit();
  try {
    await Promise.race([closed, exited]);
  } finally {
    instance.unmount();
    // Raw mode ends a moment after the last component that read keys: only then may somebody else begin it.
    await exited.catch(() => {});
  }
}
