// Requires every entry of the package, which is ESM alone, from CommonJS, and runs the adapter once.
const { MySqlAdapter } = require('authjs-drizzle-mysql/mysql2');
const tables = require('authjs-drizzle-mysql/schema/production');
const { createPool } = require('mysql2/promise');

const names = {};
for (const entry of process.argv.slice(2)) names[entry] = Object.keys(require(entry)).sort();
const { name, exports: all } = require('authjs-drizzle-mysql/package.json');
const keys = Object.keys(all).filter((key) => key !== './package.json');
const entries = keys.map((key) => key.replace('.', name));

async function run() {
  const pool = createPool(process.env.DATABASE_URL);
  const adapter = MySqlAdapter(pool, { tables });
  const user = await adapter.createUser({ email: 'grace@example.com', emailVerified: null });
  const expires = new Date(Date.now() + 3_600_000);
  const { sessionToken } = await adapter.createSession({ sessionToken: 'grace', userId: user.id, expires });
  const found = await adapter.getSessionAndUser(sessionToken);
  await pool.end();
  console.log(JSON.stringify({ exports: entries, names, email: found.user.email }));
}

run();
