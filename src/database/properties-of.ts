/** Returns a value to read by property name, whatever it is: what is missing is undefined, also on null. */
export const propertiesOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value);
