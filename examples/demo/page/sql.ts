import { shortened } from './text.ts';

const VERBS = ['select', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback'] as const;

/** Returns what a statement does: `select`, `insert`, `update`, `delete`, `begin`, `commit`, `rollback`, or `other`. */
export function verbOf(sql: string): string {
  const first = sql.trimStart().split(/\s/, 1)[0]?.toLowerCase();
  return VERBS.find((verb) => verb === first) ?? 'other';
}

/** Returns a statement for people to read: without backticks, and with tokens and other long words shortened. */
export function readableSql(sql: string): string {
  return sql
    .replaceAll('`', '')
    .replace(/'((?:[^'\\]|\\.|'')*)'/gs, (_, text: string) => `'${withoutSecrets(text)}'`);
}

// Tokens are one long word; dates and prose have spaces, and addresses an @.
function withoutSecrets(text: string): string {
  return /[\s@]/.test(text) ? text : shortened(text, 14);
}
