/** Names what came in the words of JavaScript, without anything that the value says of itself, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  try {
    if (Array.isArray(value)) return 'an array';
    if ('then' in value) return 'a promise: await it first';
    // Asked of the prototype: in an object that came as JSON, `constructor` may be any data.
    const { name } = Object.getPrototypeOf(value).constructor;
    const isNamed = typeof name === 'string' && /^\w{1,40}$/.test(name) && name !== 'Object';
    if (isNamed) return `an instance of ${name}`;
  } catch {
    // A proxy answers as it likes, and may fail to; an object may be without a prototype.
  }
  return 'an object';
}
