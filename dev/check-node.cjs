// Runs before every command of package.json, on whatever Node there is: hence CommonJS and old syntax only.
const wanted = require('../package.json').engines.node.replace('>=', '');
const needed = wanted.split('.').map(Number);
const found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(`Expected Node ${wanted} or later, got ${process.versions.node}: install a newer Node.`);
  process.exit(1);
}
