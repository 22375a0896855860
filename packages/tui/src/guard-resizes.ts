import { prepareResize, type LiveFrameRecord } from './live-frame.ts';

interface GuardOptions {
  readonly frame: LiveFrameRecord;
  readonly stdout: NodeJS.WriteStream;
  /** Whether the terminal breaks long rows in two when it gets narrower. */
  readonly reflows: boolean;
  /** Draws the frame anew where the cursor is. */
  readonly redraw: () => void;
}

export interface ResizeGuard {
  /** What Ink writes to, so that the guard knows whether a frame is on the screen. */
  readonly stdout: NodeJS.WriteStream;
  stop(): void;
}

/** Keeps the transcript whole over resizes; see `prepareResize`. To be made before Ink, so that it hears of them first. */
export function guardResizes({ frame, stdout, reflows, redraw }: GuardOptions): ResizeGuard {
  let size = { columns: stdout.columns, rows: stdout.rows };
  let told = false;
  let drawn = false;

  const onResize = () => {
    const next = { columns: stdout.columns, rows: stdout.rows };
    const shrinks =
      next.columns < size.columns || (next.rows < size.rows && frame.current().cursorRow !== null);
    size = next;
    told = true;
    if (shrinks && drawn) stdout.write(prepareResize(frame.current(), next.columns, reflows));
  };
  // Smaller and back again in one go: Node tells no resize, but the terminal may have dropped rows.
  const onSignal = () => {
    if (!told && drawn) {
      stdout.write(prepareResize(frame.current(), size.columns, reflows));
      redraw();
    }
    told = false;
  };
  stdout.on('resize', onResize);
  process.on('SIGWINCH', onSignal);
  return {
    stdout: watchWrites(stdout, (text) => {
      // A frame has line feeds; what erases one has none.
      if (text.includes('\n')) drawn = true;
      else if (text.includes('\u001b[J') || text.includes('\u001b[2K')) drawn = false;
    }),
    stop() {
      stdout.off('resize', onResize);
      process.off('SIGWINCH', onSignal);
    },
  };
}

/** The same stream, its writes seen. */
function watchWrites(stdout: NodeJS.WriteStream, onWrite: (text: string) => void): NodeJS.WriteStream {
  const write = (...args: Parameters<NodeJS.WriteStream['write']>): boolean => {
    if (typeof args[0] === 'string') onWrite(args[0]);
    return stdout.write(...args);
  };
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
