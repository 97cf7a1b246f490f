import { EXIT } from './work.ts';

/** What was done before a failure: in words, and for `--json`. */
export interface DoneBefore {
  readonly text: string;
  readonly json: object;
}

/** A failure whose message says to whoever runs the command what to do about it, without anything secret. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  readonly doneBefore: DoneBefore | undefined;

  constructor(
    message: string,
    options: {
      readonly exitCode?: number;
      readonly doneBefore?: DoneBefore | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT.problem;
    this.doneBefore = options.doneBefore;
  }
}

/** Makes the failure for a command, an option or a variable that cannot be used; nothing was done. */
export const wrongUsage = (message: string): CommandFailure =>
  new CommandFailure(message, { exitCode: EXIT.usage });
