/** Names what came in the words of JavaScript, without the value itself, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if ('then' in value) return 'a promise: await it first';
  const { name } = value.constructor ?? {};
  return name && name !== 'Object' ? `an object of class ${name}` : 'an object';
}
