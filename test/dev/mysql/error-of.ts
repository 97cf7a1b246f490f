/** Resolves to the error that a promise rejects with, and rejects when it resolves. */
export function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(shouldHaveFailed, (error: Error) => error);
}

function shouldHaveFailed(value: unknown): never {
  throw new Error(`Expected an error, got ${JSON.stringify(value)}.`);
}
