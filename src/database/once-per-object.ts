/**
 * Makes a function that builds something once per object, when it is first needed.
 *
 * Statements are prepared with it, per database: building one costs Drizzle about 100 us, running a prepared one 5 us.
 */
export function oncePerObject<Key extends object, Built>(build: (key: Key) => Built): (key: Key) => Built {
  const builtFor = new WeakMap<Key, Built>();
  return (key) => {
    let built = builtFor.get(key);
    if (built === undefined) {
      built = build(key);
      builtFor.set(key, built);
    }
    return built;
  };
}
