import { progressLine, progressText, type Step } from './progress-line.ts';
import type { Output } from './work.ts';

/** What shows how far a command is, on standard error. */
export interface Progress {
  /** Begins to show how far work is. Only a bar has a total counted, for which the work does not wait. */
  begin(total?: () => Promise<number>): void;
  /** Takes in how many rows are done. */
  update(done: number): void;
  /** Ends it: nothing of a bar is left on the terminal. */
  end(): void;
  /** Prints a line, above the bar if there is one. */
  say(line: string): void;
}

/** Milliseconds between two pictures of a bar, and between two lines of a log. */
const [BAR_MS, LOG_MS] = [200, 10_000];

/** Milliseconds over which the rate is calculated. */
const RATE_MS = 10_000;

/** A control sequence: to the beginning of the line, and all of it cleared. */
const CLEAR = '\r\x1b[K';

const DEFAULT_WIDTH = 80;

/** For the `^C` that a terminal shows, and one more: it may begin a new line once the last column is full. */
const FREE_COLUMNS = 3;

/** Shows progress as a bar on a terminal, which is drawn anew in its place, and elsewhere as a line from time to time. */
export function showProgress(output: Output, isTerminal: boolean): Progress {
  let state: State | undefined;
  let isDrawn = false;

  const clear = () => {
    if (isDrawn) output.write(CLEAR);
    isDrawn = false;
  };
  const draw = () => {
    if (!state) return;
    if (isTerminal) {
      output.write(CLEAR + progressLine(stepOf(state), (output.columns || DEFAULT_WIDTH) - FREE_COLUMNS));
      isDrawn = true;
    } else output.write(`${progressText(stepOf(state))}\n`);
  };

  return {
    begin(total) {
      const timer = setInterval(draw, isTerminal ? BAR_MS : LOG_MS);
      timer.unref();
      const begun = { total: undefined, timer, samples: [{ at: performance.now(), done: 0 }] } as State;
      begun.startedAt = performance.now();
      state = begun;
      // For a log it is not worth a statement that reads as much as all of the work.
      if (!isTerminal) return;
      draw();
      total?.().then(
        (count) => {
          begun.total = count;
        },
        // Whatever keeps it from being counted keeps the work from being done, which says so.
        () => {},
      );
    },
    update(done) {
      const at = performance.now();
      state?.samples.push({ at, done });
      while (state && state.samples.length > 2 && (state.samples[1]?.at ?? at) < at - RATE_MS)
        state.samples.shift();
    },
    end() {
      clearInterval(state?.timer);
      clear();
      state = undefined;
    },
    say(line) {
      clear();
      output.write(`${line}\n`);
      if (isTerminal) draw();
    },
  };
}

/** Shows no progress, and prints no lines but warnings. */
export function hideProgress(say: Progress['say']): Progress {
  return { begin: () => {}, update: () => {}, end: () => {}, say };
}

interface State {
  total: number | undefined;
  startedAt: number;
  readonly timer: ReturnType<typeof setInterval>;
  /** How much was done at which times, of late. */
  readonly samples: { readonly at: number; readonly done: number }[];
}

function stepOf({ total, startedAt, samples }: State): Step {
  const [first, last] = [samples[0], samples.at(-1)];
  const now = performance.now();
  const { done } = last ?? { done: 0 };
  const seconds = (now - (first?.at ?? now)) / 1000;
  return {
    done,
    total,
    // Of the first second, or of one batch, it would be a guess.
    perSecond: seconds < 1 || done === 0 ? undefined : (done - (first?.done ?? 0)) / seconds,
    elapsedSeconds: (now - startedAt) / 1000,
  };
}
