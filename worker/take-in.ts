import { fingerprint } from '../parsers/fingerprint.ts';
import { crashPoint } from './crash-point.ts';
import type { Office } from './desk.ts';
import type { RawMessage, Sha256 } from './domain/message.ts';
import { TransportError, type MailSource } from './domain/ports.ts';
import { reason } from './log.ts';
import { record } from './record.ts';
import { quarantine } from './shelve.ts';
import { storageFault } from './storage-fault.ts';

/** Times that the taking in of a mail is begun; after that it goes to quarantine, and a person looks. */
const TRIES = 3;

/** Where a mail lies while it is taken in. */
export interface Lying {
  readonly source: MailSource;
  readonly folder: string;
  readonly validity: string;
  /** It was filed by a register that is lost: somebody may have been answered. */
  readonly wasFiled?: boolean;
}

/** What came of one mail: the folder where it belongs from now on, or undefined when it stays for the next pass. */
export type Taken = { readonly folder: string; readonly quarantined: boolean } | undefined;

/** Mails in hand, by mailbox and content: copies of one come one after the other, and each is known to the next. */
const inHand = new Map<string, Promise<unknown>>();

/** Waits for a copy that is in hand; then does the work, as the one that further copies wait for. */
async function afterItsCopies<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = inHand.get(key);
  const own = before === undefined ? work() : before.catch(() => undefined).then(work);
  inHand.set(key, own);
  try {
    return await own;
  } finally {
    if (inHand.get(key) === own) inHand.delete(key);
  }
}

/**
 * One mail, from its bytes to the register. A failure is told and stops nothing; the third one, counted even when it
 * ended the process, puts the mail into quarantine. Rejects only with a fault of the storage or of the machine, which no
 * mail can help: its attempt is taken back.
 */
export async function takeIn(raw: RawMessage, lying: Lying, office: Office): Promise<Taken> {
  const { source } = lying;
  try {
    // Durable before anything looks inside: whatever happens next, the mail exists.
    const sha256 = await office.archive.keep(raw.bytes);
    crashPoint('mail kept');
    return await afterItsCopies(`${source.name} ${sha256}`, () => takeKept(raw, sha256, lying, office));
  } catch (error) {
    const fault = error instanceof TransportError ? error : storageFault(error);
    if (fault !== undefined) throw fault;
    office.log('message not taken in', { source: source.name, uid: raw.uid, error: reason(error) });
    return undefined;
  }
}

async function takeKept(raw: RawMessage, sha256: Sha256, lying: Lying, office: Office): Promise<Taken> {
  const { source, folder, validity, wasFiled = false } = lying;
  const { archive, commits, pool, register, now } = office;
  let isBegun = false;
  try {
    const { name, mailboxes } = source;
    const about = { uid: raw.uid, receivedAt: raw.receivedAt, size: raw.bytes.length };
    const identity = { sha256, fingerprint: fingerprint(raw.bytes) };
    const arrival = { source: name, mailboxes, folder, validity, raw: about, wasFiled, ...identity };
    const tries = register.attempts.begin(name, sha256, now());
    isBegun = true;
    crashPoint('attempt counted');
    // From here on no purge takes its bytes away. One may have, just before: a mail can come back after its elimination.
    if ((await archive.sizeOf(sha256)) === undefined) await archive.keep(raw.bytes);
    if (tries > TRIES) {
      const shelved = await commits.add(() => quarantine(arrival, office));
      crashPoint('mail shelved');
      office.log('message in quarantine', { source: name, uid: raw.uid, sha256 });
      return { folder: shelved, quarantined: true };
    }
    const read = await pool.read(archive.pathOf(sha256), sha256);
    crashPoint('mail read');
    const filedIn = await commits.add(() => {
      register.attempts.end(name, sha256);
      const folder = record({ ...arrival, read }, office);
      crashPoint('mail written, not committed');
      return folder;
    });
    crashPoint('mail committed');
    office.outgoing.wake();
    return { folder: filedIn, quarantined: false };
  } catch (error) {
    const isFault = error instanceof TransportError || storageFault(error) !== undefined;
    if (isFault && isBegun) forgive(sha256, lying, office);
    throw error;
  }
}

function forgive(mail: Sha256, { source }: Lying, { register }: Office): void {
  try {
    register.attempts.undo(source.name, mail);
  } catch {
    // The same disk that is full: a mail may be counted once too often, and a person can bring it back.
  }
}
