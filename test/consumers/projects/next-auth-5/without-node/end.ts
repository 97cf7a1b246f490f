// Ends a sign-in at the end of a block, in a project with neither the types of Node nor a library of disposables.
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { signInForTest } from 'authjs-drizzle-mysql/testing';

export async function visit(client: Parameters<typeof MySqlAdapter>[0]): Promise<void> {
  await using ada = await signInForTest(MySqlAdapter(client), { baseUrl: 'http://localhost' });
  await ada.cleanUp();
}
