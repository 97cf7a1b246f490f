// Runs before every command of package.json, on whatever Node there is: hence no syntax newer than the oldest of them.
var wanted = require('../package.json').engines.node.replace('>=', '');
var needed = wanted.split('.').map(Number);
var found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error('Expected Node ' + wanted + ' or later, got ' + process.versions.node + ': install a newer Node.');
  process.exit(1);
}
