import { constants } from 'node:os';

/** Somebody wants the command to end. */
export interface StopSignal {
  /** Aborted at the first signal, or when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number (130 for Ctrl-C); 0 where the reader has left. */
  readonly exitCode: () => number;
  /** Lets the signals end the process again. */
  readonly release: () => void;
}

/** Turns signals and a closed stdout into an abort, so that a turn can be cancelled first. A second signal ends at once. */
export function listenForStop(stdout: NodeJS.WriteStream): StopSignal {
  const controller = new AbortController();
  let exitCode = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    const code = 128 + constants.signals[signal];
    if (controller.signal.aborted) process.exit(code);
    exitCode = code;
    controller.abort(new DOMException('Cancelled.', 'AbortError'));
  };
  const onError = () => controller.abort(new DOMException('Nobody reads the output.', 'AbortError'));
  for (const name of SIGNALS) process.on(name, onSignal);
  stdout.on('error', onError);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    release() {
      for (const name of SIGNALS) process.off(name, onSignal);
      stdout.off('error', onError);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
