import { expect, inject, it } from 'vitest';
import { wantedBackends } from '../backends/index.ts';

/** Holds that backends without sessions take no statement for them: all that a file about sessions can test there. */
export function withoutSessions(session: string): void {
  const servers = inject('servers');
  const backends = wantedBackends().filter(({ server, hasSessions }) => servers[server] && !hasSessions);
  it.each(backends)('takes no statement for sessions on $name', async ({ server, open }) => {
    await expect(open(servers[server] ?? '', { session })).rejects.toThrow('there are none');
  });
}
