/** Returns any value as an object to read properties from; missing ones are undefined, also on null. */
export const propertiesOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value);
