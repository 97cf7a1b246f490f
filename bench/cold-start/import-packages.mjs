// Measures in a process of its own how long Node takes to import packages, file by file, and prints milliseconds.
const start = performance.now();
for (const specifier of process.argv.slice(2)) await import(specifier);
process.stdout.write(String(performance.now() - start));
