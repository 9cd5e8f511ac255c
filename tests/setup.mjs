// Makes a fresh clone ready: checks Node, installs what is missing, compiles. `--dovecot` also sees to the real IMAP
// server that the integration tests talk to; `--lint` lints as well. Plain JavaScript without dependencies: it runs before
// anything is there.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Guichet needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
}

// Each pair waits for other things: the network and the packager, then two processors.
await together([installModules(), isAsked('--dovecot') && needDovecot()]);
await together([compile().then(() => isAsked('--lint') && lint()), needSqlite()]);

function isAsked(option) {
  return process.argv.includes(option);
}

/** Waits for all to end, so that nothing goes on by itself behind a message, and stops at what failed. */
async function together(works) {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) stop(failed.reason.message);
}

async function installModules() {
  if (!modulesAreMissing()) return;
  say('installing node modules');
  // Without install scripts: the only one that matters is seen to below, where it can say what it lacks.
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

async function compile() {
  say('compiling');
  await run('npx', ['--no-install', 'tsc', '-p', 'tsconfig.json']);
}

async function lint() {
  say('linting');
  await run('npm', ['run', '--silent', 'lint']);
}

/** The module for this machine: as it is, else fetched, else compiled. */
async function needSqlite() {
  if (sqliteLoads()) return;
  say('fetching the SQLite module');
  const [folder, fetcher] = ['node_modules/better-sqlite3', '../prebuild-install/bin.js'];
  spawnSync(process.execPath, [fetcher], { cwd: folder, stdio: 'ignore' });
  if (sqliteLoads()) return;
  await needCompiler();
  say('compiling the SQLite module: about a minute');
  await run('npm', ['rebuild', 'better-sqlite3', '--loglevel=error']);
  if (!sqliteLoads()) {
    throw new Error('better-sqlite3 does not load: run `npm rebuild better-sqlite3` and read what it says.');
  }
}

function modulesAreMissing() {
  const installed = 'node_modules/.package-lock.json';
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs;
}

function sqliteLoads() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { stdio: 'ignore' }).status === 0;
}

/** Where no prebuilt binary can be had, the module is compiled. */
async function needCompiler() {
  const missing = ['python3', 'make', 'g++'].filter((tool) => !isThere(tool));
  if (missing.length > 0) await installPackages(missing, 'compile the SQLite module');
}

async function needDovecot() {
  const missing = [...(isThere('dovecot') ? [] : ['dovecot-imapd']), ...(isThere('openssl') ? [] : ['openssl'])];
  if (missing.length > 0) await installPackages(missing, 'run the tests against a real IMAP server');
}

async function installPackages(packages, purpose) {
  const command = `apt-get install -y ${packages.join(' ')}`;
  if (!isThere('apt-get') || process.getuid?.() !== 0) {
    throw new Error(`Guichet needs ${packages.join(', ')} to ${purpose}. As an administrator: ${command}`);
  }
  say(`installing ${packages.join(', ')} to ${purpose}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], env);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
}

function isThere(tool) {
  return (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin')
    .some((folder) => existsSync(`${folder}/${tool}`));
}

async function run(command, args, env = process.env) {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` failed.`);
}

function say(text) {
  process.stderr.write(`· ${text}\n`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
