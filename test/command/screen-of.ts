/** A control sequence that clears the rest of a line, and a letter in its place that is easier to look for. */
const [CLEAR, CLEARED] = ['\x1b[K', '␛'];

/** Returns the lines that a terminal shows after what was written to it; it is wide enough for all of them. */
export function screenOf(written: string): string[] {
  const lines: string[] = [''];
  let column = 0;
  for (const [piece] of written.replaceAll(CLEAR, CLEARED).matchAll(/[␛\r\n]|[^␛\r\n]+/g)) {
    const line = lines.at(-1) ?? '';
    if (piece === '\r') column = 0;
    else if (piece === '\n') lines.push('');
    else if (piece === CLEARED) lines[lines.length - 1] = line.slice(0, column);
    else {
      const end = column + piece.length;
      lines[lines.length - 1] = line.slice(0, column).padEnd(column) + piece + line.slice(end);
      column = end;
    }
  }
  return lines;
}

/** Returns what was drawn and then cleared again, each time. */
export const drawnIn = (written: string): string[] =>
  [...written.replaceAll(CLEAR, CLEARED).matchAll(/\r␛([^␛\r\n]+)(?=\r␛)/g)].map(([, text = '']) => text);
