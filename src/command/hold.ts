import type { Output } from './work.ts';

/** Returns an output that keeps what is written to it until it is released. */
export function hold(output: Output): Output & { release(): void } {
  const held: string[] = [];
  return {
    write: (text) => held.push(text),
    release() {
      for (const text of held.splice(0)) output.write(text);
    },
  };
}
