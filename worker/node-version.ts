/** Imported first: an older Node would otherwise fail later, in a library, with words that explain nothing. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`guichet : Node 20.19 ou plus récent est nécessaire (ici ${process.version})\n`);
  process.exit(78);
}
