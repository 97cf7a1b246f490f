/** A name that is stored and one that is asked for, which differ but may look the same. */
export interface LookAlike {
  /** The difference, as a failing test names it. */
  readonly what: string;
  readonly stored: string;
  readonly asked: string;
  /** Whether the two differ in the case of A to Z alone, so that they are one e-mail address. */
  readonly isSameAddress: boolean;
  /** Whether this is the second of two entries with the names in either order. */
  readonly isSwapped: boolean;
}

type Pair = readonly [what: string, one: string, other: string];

const LETTERS: readonly Pair[] = [
  ['an accent', 'e', '\u00e9'],
  ['an umlaut', 'a', '\u00e4'],
  ['an umlaut that Swedes sort as y', 'y', '\u00fc'],
  ['a ring that Swedes tell from an umlaut', '\u00e4', '\u00e5'],
  ['an accented letter in another case', '\u00e9', '\u00c9'],
  ['a stroke', 'o', '\u00f8'],
  ['a stroke instead of an umlaut', '\u00f6', '\u00f8'],
  ['a Polish l', 'l', '\u0142'],
  ['a Croatian d', 'd', '\u0111'],
  ['an eth', 'd', '\u00f0'],
  ['a thorn', 'th', '\u00fe'],
  ['a composed accent', 'e\u0301', '\u00e9'],
  ['a combining accent', 'e', 'e\u0301'],
  ['the order of combining accents', 'a\u0323\u0301', 'a\u0301\u0323'],
  ['a composed Hangul syllable', '\u1100\u1161', '\uac00'],
  ['the ligature fi', 'fi', '\ufb01'],
  ['the letter ae', 'ae', '\u00e6'],
  ['the letter ae for an umlaut', '\u00e4', '\u00e6'],
  ['the letter oe', 'oe', '\u0153'],
  ['the digraph dz', 'dz', '\u01c6'],
  ['a sharp s for two', 'ss', '\u00df'],
  ['a sharp s for one', 's', '\u00df'],
  ['a capital sharp s', '\u00df', '\u1e9e'],
  ['a capital sharp s for two', 'SS', '\u1e9e'],
  ['a long s', 's', '\u017f'],
  ['a dotless i', 'i', '\u0131'],
  ['a dotted capital I', 'I', '\u0130'],
  ['a dotted capital I for a small one', 'i', '\u0130'],
  ['a final sigma', '\u03c3', '\u03c2'],
];

const SYMBOLS: readonly Pair[] = [
  ['the Kelvin sign', 'K', '\u212a'],
  ['the Kelvin sign for a small k', 'k', '\u212a'],
  ['the Angstrom sign', '\u00c5', '\u212b'],
  ['the Ohm sign', '\u03a9', '\u2126'],
  ['the micro sign', '\u03bc', '\u00b5'],
  ['a full-width letter', 'a', '\uff41'],
  ['a full-width digit', '1', '\uff11'],
  ['a superscript', '2', '\u00b2'],
  ['a feminine ordinal', 'a', '\u00aa'],
  ['a circled letter', 'a', '\u24d0'],
  ['a circled digit', '1', '\u2460'],
  ['a Roman numeral', 'IV', '\u2163'],
  ['a trade mark', 'TM', '\u2122'],
  ['an ellipsis', '...', '\u2026'],
  ['another hyphen', '-', '\u2010'],
  ['a mathematical letter', 'a', '\u{1d41a}'],
  ['an emoji', '\u{1f600}', '\u{1f60e}'],
  ['a skin tone', '\u{1f44d}', '\u{1f44d}\u{1f3fd}'],
  ['an emoji for a rare Chinese character', '\u{20000}', '\u{1f600}'],
  ['a Cyrillic letter', 'a', '\u0430'],
  ['a Greek letter', 'o', '\u03bf'],
  ['a kana of the other script', '\u3042', '\u30a2'],
  ['a half-width kana', '\u30a2', '\uff71'],
  ['a small kana', '\u3064', '\u3063'],
  ['a voiced kana', '\u304b', '\u304c'],
  ['an Arabic letter in its final form', '\u0639', '\ufeca'],
  ['the euro sign for a control character', '\u20ac', '\u0080'],
  ['a question mark, as servers write what they cannot', '?', '\u0416'],
  ['the sign for a broken character', '\ufffd', '\u{1f600}'],
  ['a number that is written differently', '10', '1e1'],
  ['a curly apostrophe', "'", '\u2019'],
  ['an emoji behind an apostrophe', "'", "'\u{1f600}"],
];

const UNSEEN: readonly Pair[] = [
  ['a zero-width space', 'ab', 'a\u200bb'],
  ['a zero-width joiner', 'ab', 'a\u200db'],
  ['a zero-width non-joiner', 'ab', 'a\u200cb'],
  ['a word joiner', 'ab', 'a\u2060b'],
  ['a byte order mark', 'ab', 'a\ufeffb'],
  ['a soft hyphen', 'ab', 'a\u00adb'],
  ['a grapheme joiner', 'ab', 'a\u034fb'],
  ['a mark for the direction of writing', 'ab', 'a\u200eb'],
  ['a variation selector', '\u2764', '\u2764\ufe0f'],
  ['a control character', 'ab', 'a\u0001b'],
  ['several trailing spaces', 'a ', 'a   '],
  ['a deletion character', 'ab', 'a\u007fb'],
  ['a trailing space', 'a', 'a '],
  ['a trailing no-break space', 'a', 'a\u00a0'],
  ['a trailing ideographic space', 'a', 'a\u3000'],
  ['a trailing tab', 'a', 'a\t'],
  ['a trailing line break', 'a', 'a\n'],
  ['another kind of space', 'a b', 'a\u00a0b'],
];

/** Text that the adapter never stores, only asked for; a driver sends half of a surrogate pair as another character. */
const NEVER_STORED: readonly Pair[] = [
  ['a trailing NUL', 'a', 'a\0'],
  ['a NUL in between', 'ab', 'a\0b'],
  ['half of a surrogate pair', '\ufffd', '\ud800'],
  ['the other half of a surrogate pair', '?', '\udc00'],
];

const SAME_ADDRESS: Pair = ['the case of a letter', 'a', 'A'];

const lookAlike = (pair: Pair, isSwapped = false): LookAlike => {
  const [what, one, other] = pair;
  const [stored, asked] = isSwapped ? [other, one] : [one, other];
  return {
    what: `${what} (${escaped(stored)} stored, ${escaped(asked)} asked for)`,
    stored,
    asked,
    isSameAddress: pair === SAME_ADDRESS,
    isSwapped,
  };
};

/** Writes text so that invisible characters can be seen. */
const escaped = (text: string) =>
  `"${text.replace(/[^!-~]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)}"`;

const BOTH_WAYS = [SAME_ADDRESS, ...LETTERS, ...SYMBOLS, ...UNSEEN];

/** The pairs that some database, or a reader, may take for equal, each with either name stored. */
export const lookAlikes: readonly LookAlike[] = [
  ...BOTH_WAYS.flatMap((pair) => [lookAlike(pair), lookAlike(pair, true)]),
  ...NEVER_STORED.map((pair) => lookAlike(pair)),
];

/** A few of them, for slow statements. */
export const fewLookAlikes: readonly LookAlike[] = [
  SAME_ADDRESS,
  ...[...LETTERS, ...SYMBOLS].filter((_, index) => index % 12 === 0),
  ...UNSEEN.filter((_, index) => index % 6 === 0),
  ...NEVER_STORED,
].map((pair) => lookAlike(pair));
