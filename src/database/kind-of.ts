/** Names a value's kind in JavaScript's words, without anything from the value itself, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  try {
    if (Array.isArray(value)) return 'an array';
    if ('then' in value) return 'a promise: await it first';
    // Read from the prototype: in an object parsed from JSON, `constructor` may be any data.
    const { name } = Object.getPrototypeOf(value).constructor;
    const isNamed = typeof name === 'string' && /^\w{1,40}$/.test(name) && name !== 'Object';
    if (isNamed) return `an instance of ${name}`;
  } catch {
    // A proxy may return anything or throw, and an object may have no prototype.
  }
  return 'an object';
}
