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
  // Ink begins raw mode a moment after the first frame.
  stopEcho(stdin);
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
    // Ink ends raw mode some moments before the chat's renderer begins it anew.
    const letGo = holdRawMode(stdin);
    instance.unmount();
    await exited.catch(() => {});
    letGo();
  }
}

/** A terminal that echoes writes what is typed into what is drawn. */
function stopEcho(stdin: NodeJS.ReadStream): void {
  if (stdin.isTTY) stdin.setRawMode(true);
}

/** Nobody switches the echo on until what is returned is called. */
function holdRawMode(stdin: NodeJS.ReadStream): () => void {
  const own = Object.getOwnPropertyDescriptor(stdin, 'setRawMode');
  stopEcho(stdin);
  stdin.setRawMode = () => stdin;
  return () => {
    if (own === undefined) Reflect.deleteProperty(stdin, 'setRawMode');
    else Object.defineProperty(stdin, 'setRawMode', own);
  };
}
