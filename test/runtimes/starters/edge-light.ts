import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { runSuite, type Settings } from '../suite/index.ts';

// The runtime takes a script, whose only way to say something to its host is a global.
Object.assign(globalThis, {
  async startSuite(env: Settings): Promise<string> {
    const report = await runSuite((url) => MySqlAdapter(new Client({ url })), env);
    return JSON.stringify(report);
  },
});
