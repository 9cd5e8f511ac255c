import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificate.ts';
import { testCertificate } from './certificate.ts';
import { dovecotConfig } from './dovecot-config.ts';
import { freePort } from './free-port.ts';

export interface DovecotOptions {
  /** Offer STARTTLS and a TLS port; true when absent. */
  readonly tls?: boolean;
  readonly separator?: '/' | '.';
  readonly prefix?: string;
  /** The capabilities to announce instead of the usual ones. */
  readonly capability?: string;
}

/** A mail as it lies on the server's disk, read without any IMAP. */
export interface StoredMail {
  readonly bytes: Buffer;
  /** Maildir letters: S seen, R replied, F flagged, T trashed (`\Deleted`). */
  readonly flags: string;
}

/** A real server on loopback. Every user name exists, with the password `test`. */
export interface Dovecot {
  readonly host: '127.0.0.1';
  /** Plain text, with STARTTLS unless `tls` is off. */
  readonly port: number;
  readonly tlsPort: number;
  /** PEM of the authority to trust. */
  readonly ca: string;
  /** Puts a mail into the inbox, received now unless told otherwise (whole seconds), with flags as in `StoredMail`. */
  deliver(user: string, bytes: Uint8Array, receivedAt?: Date, flags?: string): Promise<void>;
  /** Where the mails of all users lie on the disk (Maildir). */
  readonly mailRoot: string;
  /** Folders beside INBOX, levels separated by `.`. */
  folders(user: string): Promise<string[]>;
  /** The mails of a folder, in the order of their bytes. */
  messages(user: string, folder?: string): Promise<StoredMail[]>;
  /** Kills the server without warning, lines and all. */
  kill(): void;
  /** Starts it again, on the same ports and mails, once it is dead. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const nobody = 65534;

/** Starts a throw-away Dovecot, as root or as an ordinary user. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const binary = dovecotBinary();
  const { tls = true, separator = '/', prefix = '', capability } = options;
  const directory = await mkdtemp(join(tmpdir(), 'guichet-imap-'));
  const certificate = testCertificate();
  const [imap, imaps] = [await freePort(), await freePort()];
  const owner = accounts();
  const settings = { directory, imap, imaps, tls, separator, prefix, capability, ...owner };
  await prepare(directory, certificate, dovecotConfig(settings), owner);
  const start = async () => {
    const child = spawn(binary, ['-F', '-c', join(directory, 'dovecot.conf')], { stdio: 'ignore' });
    await untilListening(child, imap, join(directory, 'dovecot.log'));
    return child;
  };
  const mailRoot = join(directory, 'mail');
  let server = await start();
  return {
    host: '127.0.0.1',
    port: imap,
    tlsPort: imaps,
    ca: certificate.ca,
    mailRoot,
    deliver: (user, bytes, receivedAt = new Date(), flags = '') =>
      deliver(join(mailRoot, user), { bytes, receivedAt, flags }, owner),
    folders: (user) => foldersIn(join(mailRoot, user)),
    messages: (user, folder = 'INBOX') =>
      mailsIn(folder === 'INBOX' ? join(mailRoot, user) : join(mailRoot, user, `.${folder}`)),
    kill: () => void server.kill('SIGKILL'),
    async restart(): Promise<void> {
      await ended(server, 'SIGKILL');
      // Its children end when they see that it is dead; until then they hold the ports.
      while (await greets(imap)) await new Promise((resolve) => setTimeout(resolve, 25));
      await rm(join(directory, 'run'), { recursive: true, force: true });
      await mkdir(join(directory, 'run'));
      server = await start();
    },
    async stop(): Promise<void> {
      await ended(server, 'SIGTERM');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function dovecotBinary(): string {
  const binary = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path));
  if (binary === undefined) throw new Error('these tests need a real IMAP server: apt-get install dovecot-imapd');
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  // 2.4 renamed most settings.
  if (!version.startsWith('2.3.')) throw new Error(`these tests are written for Dovecot 2.3; this is ${version}`);
  return binary;
}

interface Accounts {
  readonly serverUser: string;
  readonly serverGroup: string;
  readonly loginUser: string;
  readonly mailUid: number;
  readonly mailGid: number;
}

/** Root must give up its rights; anybody else runs everything as themselves. */
function accounts(): Accounts {
  const { uid, gid, username } = userInfo();
  if (uid === 0) {
    const split = { serverUser: 'dovecot', serverGroup: 'dovecot', loginUser: 'dovenull' };
    return { ...split, mailUid: nobody, mailGid: nobody };
  }
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return { serverUser: username, serverGroup: group, loginUser: username, mailUid: uid, mailGid: gid };
}

async function prepare(directory: string, certificate: Certificate, config: string, owner: Accounts): Promise<void> {
  await chmod(directory, 0o755);
  for (const name of ['run', 'state', 'mail']) await mkdir(join(directory, name));
  await chown(join(directory, 'mail'), owner.mailUid, owner.mailGid);
  await writeFile(join(directory, 'cert.pem'), certificate.cert);
  await writeFile(join(directory, 'key.pem'), certificate.key, { mode: 0o600 });
  await writeFile(join(directory, 'dovecot.conf'), config);
}

async function untilListening(server: ChildProcess, port: number, log: string): Promise<void> {
  const killed = () => server.kill('SIGKILL');
  process.once('exit', killed);
  server.once('exit', () => process.off('exit', killed));
  for (let tries = 0; tries < 200 && server.exitCode === null; tries += 1) {
    if (await greets(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  server.kill('SIGKILL');
  throw new Error(`dovecot did not start: ${await readFile(log, 'utf8').catch(() => 'no log')}`);
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
  });
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

let delivered = 0;

interface Delivery {
  readonly bytes: Uint8Array;
  readonly receivedAt: Date;
  readonly flags: string;
}

async function deliver(maildir: string, { bytes, receivedAt, flags }: Delivery, owner: Accounts): Promise<void> {
  const own = (path: string) => chown(path, owner.mailUid, owner.mailGid);
  for (const path of [maildir, ...['cur', 'new', 'tmp'].map((name) => join(maildir, name))]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await own(path);
  }
  delivered += 1;
  // Dovecot gives UIDs by second and microsecond: mails of one second keep the order in which they came.
  const micros = String(delivered).padStart(6, '0');
  const name = `${String(Math.trunc(receivedAt.getTime() / 1000))}.M${micros}P${String(process.pid)}.test`;
  const draft = join(maildir, 'tmp', name);
  await writeFile(draft, bytes);
  await own(draft);
  await utimes(draft, receivedAt, receivedAt);
  await rename(draft, flags === '' ? join(maildir, 'new', name) : join(maildir, 'cur', `${name}:2,${flags}`));
}

async function foldersIn(maildir: string): Promise<string[]> {
  const entries = await readdir(maildir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('.'))
    .map((entry) => entry.name.slice(1))
    .sort();
}

async function mailsIn(maildir: string): Promise<StoredMail[]> {
  const mails: StoredMail[] = [];
  for (const part of ['new', 'cur']) {
    for (const name of await readdir(join(maildir, part)).catch(() => [])) {
      const [, flags = ''] = name.split(':2,');
      mails.push({ bytes: await readFile(join(maildir, part, name)), flags });
    }
  }
  return mails.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
}
