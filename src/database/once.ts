/** Makes a function that builds something when it is first called, and returns the same from then on. */
export function once<Built>(build: () => Built): () => Built {
  let entry: { readonly built: Built } | undefined;
  return () => {
    entry ??= { built: build() };
    return entry.built;
  };
}
