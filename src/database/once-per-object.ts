/**
 * Makes a function that builds something once per object, when it is first needed.
 *
 * Statements are prepared with it, per database: building one costs Drizzle about 100 us, running a prepared one 5 us.
 */
export function oncePerObject<Key extends object, Built>(build: (key: Key) => Built): (key: Key) => Built {
  const builtFor = new WeakMap<Key, { readonly built: Built }>();
  return (key) => {
    let entry = builtFor.get(key);
    if (!entry) {
      entry = { built: build(key) };
      builtFor.set(key, entry);
    }
    return entry.built;
  };
}
