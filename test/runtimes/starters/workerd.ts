import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { runSuite, type Settings } from '../suite/index.ts';

export default {
  async fetch(_request: Request, env: Settings): Promise<Response> {
    const report = await runSuite((url) => MySqlAdapter(new Client({ url })), env);
    return Response.json(report);
  },
};
