import { constants } from 'node:os';

/** Somebody wants the command to end. */
export interface StopSignal {
  /** Aborted at the first signal, or when stdout takes no more: nobody reads it, or its disk is full. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number (130 for Ctrl-C); 0 where the reader has left, 1 where stdout failed. */
  readonly exitCode: () => number;
  /** Whether stdout takes no more, so that nothing need be said on it. */
  readonly outputGone: () => boolean;
  /** Lets the signals end the process again. */
  readonly release: () => void;
}

/** Turns signals and a closed stdout into an abort, so that a turn can be cancelled first. A second signal ends at once. */
export function listenForStop(stdout: NodeJS.WriteStream): StopSignal {
  const controller = new AbortController();
  let exitCode = 0;
  let outputGone = false;
  const onSignal = (signal: NodeJS.Signals) => {
    const code = 128 + constants.signals[signal];
    if (controller.signal.aborted) process.exit(code);
    exitCode = code;
    controller.abort(new DOMException('Cancelled.', 'AbortError'));
  };
  const onError = (error: NodeJS.ErrnoException) => {
    outputGone = true;
    if (!controller.signal.aborted) exitCode = error.code === 'EPIPE' ? 0 : 1;
    controller.abort(new DOMException('The output takes no more.', 'AbortError'));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  stdout.on('error', onError);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    outputGone: () => outputGone,
    release() {
      for (const name of SIGNALS) process.off(name, onSignal);
      stdout.off('error', onError);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
