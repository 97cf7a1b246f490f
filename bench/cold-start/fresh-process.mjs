// Measures in a process of its own, whose V8 has never seen the bundle, how long its import and its reads take.
const [file, url, sessionToken] = process.argv.slice(2);
// A process's first fetch loads the HTTP client and opens a connection. fetch takes no URL with a password.
await (await fetch(new URL(url).origin)).text();

const marks = [performance.now()];
const { open } = await import(file);
marks.push(performance.now());
const read = open(url);
for (let times = 0; times < 10; times++) {
  const session = await read(sessionToken);
  if (!JSON.stringify(session)?.includes('ada@example.com')) throw new Error('Expected the session of Ada.');
  marks.push(performance.now());
}
const [importMs, firstReadMs] = [marks[1] - marks[0], marks[2] - marks[1]];
process.stdout.write(JSON.stringify({ importMs, firstReadMs, laterReadMs: marks.at(-1) - marks.at(-2) }));
