import { join } from 'node:path';
import { openArchive, sha256 } from '../../data/archive.ts';
import { openConnection } from '../../data/register/open.ts';
import type { Register } from '../../data/register/register.ts';
import { register } from '../../data/register/register.ts';
import { fingerprint } from '../../parsers/fingerprint.ts';
import type { ReadMessage } from '../../parsers/read.ts';
import { groupCommits } from '../../worker/commits.ts';
import { loadConfig } from '../../worker/config.ts';
import type { Desk } from '../../worker/desk.ts';
import { startOutgoing } from '../../worker/dispatch.ts';
import type { RawMessage, Sha256 } from '../../worker/domain/message.ts';
import type { Move } from '../../worker/domain/ports.ts';
import { imapSource } from '../../worker/imap.ts';
import { startPool } from '../../worker/pool.ts';
import { record } from '../../worker/record.ts';
import { smtpPostman } from '../../worker/smtp.ts';
import { now, poolOptions, settingsOf } from '../../worker/wiring.ts';
import type { Corpus } from './corpus.ts';
import { writeConfig } from './guichet-config.ts';
import { mailsOf } from './race.ts';
import { readPieces } from './reading-stages.ts';
import type { Rig } from './rig.ts';
import { withRig } from './rig.ts';
import type { Stage, Stopwatch } from './stopwatch.ts';
import { startStopwatch } from './stopwatch.ts';

/** Mails in one MOVE, as the worker's filing does it. */
const SET = 50;

/** Mails read before the clock starts: libraries load and code warms up once, not once a mail. */
const WARM_UP = 30;

/**
 * The project's own functions over the corpus, one stage after the other: where the time of a mail goes when nothing
 * overlaps.
 */
export function measureStages(corpus: Corpus, cache: string): Promise<readonly Stage[]> {
  return withRig({ mails: mailsOf(corpus), cache, roundTrip: 0 }, async (rig) => {
    const config = loadConfig(await writeConfig(rig));
    const settings = settingsOf(config);
    const stages = startStopwatch(corpus.mails.length);
    const source = sourceOf(rig);
    await source.open();
    await source.ensure(Object.values(settings.folders));
    const mails = await fetchAll(source, stages);
    await keepAll(mails, rig, stages);
    const read = await readAll(mails, rig.directory, poolOptions(config), stages);
    const book = register(openConnection(join(rig.directory, 'stages.db')));
    const moves = await recordAll(mails, read, { settings, register: book, now }, stages);
    await sendAll(book, rig, stages);
    await stages.time('move in sets (IMAP)', async () => {
      for (let at = 0; at < moves.length; at += SET) await source.move(moves.slice(at, at + SET));
    });
    await source.close();
    book.close();
    // Last: pdfjs-dist, once loaded, puts its own functions in place of JSON.stringify and others.
    await readPieces(mails, stages);
    return stages.told();
  });
}

function sourceOf({ imapPort: port, user, password }: Rig) {
  const server = { host: '127.0.0.1', port, security: 'none', user, password } as const;
  const limits = { maxMessageBytes: 150_000_000 };
  return imapSource({ name: 'import', mailboxes: ['import', 'export'], server, limits });
}

function fetchAll(source: ReturnType<typeof sourceOf>, stages: Stopwatch): Promise<RawMessage[]> {
  return stages.time('fetch (IMAP)', async () => {
    const mails: RawMessage[] = [];
    const { uids } = await source.list();
    for await (const mail of source.fetch(uids)) mails.push(mail);
    return mails;
  });
}

const archiveIn = (directory: string) => join(directory, 'archive');

function keepAll(mails: readonly RawMessage[], { directory }: Rig, stages: Stopwatch): Promise<void> {
  const archive = openArchive(archiveIn(directory));
  return stages.time('keep (archive, flushed)', async () => {
    for (const { bytes } of mails) await archive.keep(bytes);
  });
}

/** From the archive by another process, as in life, one mail after the other. */
async function readAll(
  mails: readonly RawMessage[],
  directory: string,
  options: ReturnType<typeof poolOptions>,
  stages: Stopwatch,
): Promise<ReadMessage[]> {
  const pool = startPool({ ...options, readers: 1, warm: true });
  const archive = openArchive(archiveIn(directory));
  const names = mails.map(({ bytes }) => sha256(bytes));
  const readFrom = async (from: readonly Sha256[]) => {
    const read: ReadMessage[] = [];
    for (const name of from) read.push(await pool.read(archive.pathOf(name), name));
    return read;
  };
  await readFrom(names.slice(0, WARM_UP));
  const read = await stages.time('read (one reader)', () => readFrom(names));
  await pool.close();
  return read;
}

/** One durable transaction a mail: in life several share one. */
function recordAll(
  mails: readonly RawMessage[],
  read: readonly ReadMessage[],
  desk: Desk,
  stages: Stopwatch,
): Promise<Move[]> {
  const where = { source: 'import', mailboxes: ['import', 'export'], validity: '1' } as const;
  return stages.time('record (rules, letter, register)', () =>
    mails.flatMap((mail, index) => {
      const found = read[index];
      if (found === undefined) return [];
      const identity = { sha256: found.submission.message, fingerprint: fingerprint(mail.bytes) };
      const arrival = { ...where, raw: { ...mail, size: mail.bytes.length }, ...identity, read: found };
      return [{ uid: mail.uid, folder: desk.register.transaction(() => record(arrival, desk)) }];
    }),
  );
}

async function sendAll(book: Register, { smtpPort }: Rig, stages: Stopwatch): Promise<void> {
  const postman = smtpPostman({ host: '127.0.0.1', port: smtpPort, security: 'none' });
  const letters = 'letters (compose, send, register)';
  for (const { draft } of book.outbox.due(now(), 1_000_000)) {
    await stages.time('compose', () => postman.compose(draft), letters);
  }
  const commits = groupCommits(book.transaction);
  const outgoing = startOutgoing({ register: book, commits, log: () => undefined, now }, postman);
  await stages.time(letters, () => outgoing.drain());
  postman.close();
}
