import process from 'node:process';
import { EXIT } from './work.ts';

/** The signals that stop a command, with what its process then ends with, as shells have it. */
const SIGNALS = { SIGINT: EXIT.stopped, SIGTERM: 143 } as const;

/** What happens when a signal comes. */
interface Handling {
  /** Says whether something is under way that is to be finished. */
  finishesFirst(): boolean;
  /** Finishes what is under way. */
  onStop(): void;
  /** Prepares for the end of the process, which follows at once. */
  onEnd(): void;
}

/** What tells a command to stop. */
interface Stopping {
  readonly signal: AbortSignal;
  /** Returns what the process ends with once the command has stopped. */
  exitCode(): number;
  /** Leaves signals to Node again. */
  dispose(): void;
}

/**
 * Has Ctrl-C and SIGTERM stop a command once what is under way is finished; the second one ends the process at once.
 *
 * Node's own way is not enough: in a container, the first process is not ended by signals that it does not listen to.
 */
export function stopOnSignals({ finishesFirst, onStop, onEnd }: Handling): Stopping {
  const controller = new AbortController();
  let exitCode: number = EXIT.stopped;
  const listeners = Object.entries(SIGNALS).map(([name, code]) => {
    const listener = () => {
      if (controller.signal.aborted || !finishesFirst()) {
        onEnd();
        process.exit(code);
      }
      exitCode = code;
      controller.abort();
      onStop();
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    dispose() {
      for (const [name, listener] of listeners) process.off(name, listener);
    },
  };
}
