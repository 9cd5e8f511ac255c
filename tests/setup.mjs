// Makes a fresh clone ready: checks Node, installs what is missing, compiles. `--dovecot` also sees to the real IMAP
// server that the integration tests talk to. Plain JavaScript without dependencies: it runs before anything is there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Guichet needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
}

if (modulesAreMissing()) {
  say('installing node modules');
  // Without install scripts: the only one that matters is seen to below, where it can say what it lacks.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}
if (!sqliteLoads()) {
  say('fetching the SQLite module');
  const [folder, fetcher] = ['node_modules/better-sqlite3', '../prebuild-install/bin.js'];
  spawnSync(process.execPath, [fetcher], { cwd: folder, stdio: 'ignore' });
}
if (!sqliteLoads()) {
  needCompiler();
  say('compiling the SQLite module: about a minute');
  run('npm', ['rebuild', 'better-sqlite3', '--loglevel=error']);
  if (!sqliteLoads()) stop('better-sqlite3 does not load: run `npm rebuild better-sqlite3` and read what it says.');
}
if (process.argv.includes('--dovecot')) needDovecot();
say('compiling');
run('npx', ['--no-install', 'tsc', '-p', 'tsconfig.json']);

function modulesAreMissing() {
  const installed = 'node_modules/.package-lock.json';
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs;
}

function sqliteLoads() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { stdio: 'ignore' }).status === 0;
}

/** Where no prebuilt binary can be had, the module is compiled. */
function needCompiler() {
  const missing = ['python3', 'make', 'g++'].filter((tool) => !isThere(tool));
  if (missing.length > 0) installPackages(missing, 'compile the SQLite module');
}

function needDovecot() {
  const missing = [...(isThere('dovecot') ? [] : ['dovecot-imapd']), ...(isThere('openssl') ? [] : ['openssl'])];
  if (missing.length > 0) installPackages(missing, 'run the tests against a real IMAP server');
}

function installPackages(packages, purpose) {
  const command = `apt-get install -y ${packages.join(' ')}`;
  if (!isThere('apt-get') || process.getuid?.() !== 0) {
    stop(`Guichet needs ${packages.join(', ')} to ${purpose}. As an administrator: ${command}`);
  }
  say(`installing ${packages.join(', ')} to ${purpose}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], env);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
}

function isThere(tool) {
  return (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin')
    .some((folder) => existsSync(`${folder}/${tool}`));
}

function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (status !== 0) stop(`\`${[command, ...args].join(' ')}\` failed.`);
}

function say(text) {
  process.stderr.write(`· ${text}\n`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
