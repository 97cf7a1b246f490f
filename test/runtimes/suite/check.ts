/** Throws, with both in the message, when a value is not the expected one. */
export function equal<Value>(actual: Value, expected: Value): void {
  if (actual === expected) return;
  throw new Error(`Expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}.`);
}
