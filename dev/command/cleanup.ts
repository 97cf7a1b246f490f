type Step = () => Promise<unknown>;

const TIME_LIMIT_MS = 15_000;

/** The things to stop when the process ends, which are stopped in reverse order. */
export class Cleanup {
  readonly #steps: Step[] = [];
  readonly #timeLimitMs: number;
  #running: Promise<void> | undefined;

  constructor(timeLimitMs = TIME_LIMIT_MS) {
    this.#timeLimitMs = timeLimitMs;
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  get hasBegun(): boolean {
    return this.#running !== undefined;
  }

  /** Stops everything once; a second call waits for the first. */
  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  /** Stops everything and exits with this code, or with 1 when something takes too long to stop. */
  async endProcess(code: number): Promise<never> {
    setTimeout(() => this.#giveUp(), this.#timeLimitMs);
    await this.run();
    process.exit(code);
  }

  async #runSteps(): Promise<void> {
    for (const step of this.#steps.reverse()) {
      await step().catch((error: Error) => console.error(error.message));
    }
  }

  #giveUp(): never {
    console.error(`Expected everything to stop within ${this.#timeLimitMs / 1000} s, but something did not.`);
    process.exit(1);
  }
}

/** Keeps the process running until Ctrl-C or SIGTERM, then stops everything and ends it. */
export function endOnSignal(cleanup: Cleanup): void {
  setInterval(() => {}, 86_400_000); // a handler for a signal doesn't keep a process running
  // Handled every time: npm and tsx pass on a signal that the terminal has already sent.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void cleanup.endProcess(0));
  }
}

/** Ends the process with an error when a part of it ends by itself, since nothing would be left to answer. */
export function endWith(name: string, ended: Promise<string>, cleanup: Cleanup): void {
  void ended.then(async (how) => {
    if (cleanup.hasBegun) return;
    console.error(`Expected ${name} to run until Ctrl-C, but it ended by itself with ${how}.`);
    await cleanup.endProcess(1);
  });
}
