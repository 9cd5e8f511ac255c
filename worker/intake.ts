import type { Office } from './desk.ts';
import type { RawMessage } from './domain/message.ts';
import { QUEUE, type MailSource } from './domain/ports.ts';
import { startFiling, type Filing } from './filing.ts';
import { reason } from './log.ts';
import { record } from './record.ts';

/** What one pass over a mailbox did. */
export interface Reconciliation {
  readonly source: string;
  /** Mails that lay in the queue. */
  readonly found: number;
  /** Mails written to the register by this pass. */
  readonly taken: number;
  /** Mails that could not be taken in: they stay in the queue for the next pass. */
  readonly failed: number;
  /** Mails known to the register that still lie in the queue. */
  readonly unfiled: number;
}

/** Who follows a pass, and who may ask it to stop between two mails. */
export interface Watch {
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes of mail between the server and the register at one time: enough to keep reader and disk busy. */
const IN_FLIGHT = 8 * 1024 * 1024;

/**
 * THE MAIN PATH. Brings the register up to date with a mailbox: every mail that lies in the queue and is not known
 * goes the whole way; every mail that is known is filed. Nothing is marked, nothing is deleted; a pass that is cut
 * anywhere is simply run again.
 *
 *   fetch (peek) → archive → read → [match → assess → transition → ONE TRANSACTION] → file, send
 */
export async function reconcile(source: MailSource, office: Office, watch: Watch = {}): Promise<Reconciliation> {
  const { validity, uids } = await source.list();
  office.register.passes.begin(source.name, office.now(), uids.length);
  const { folders } = office.settings;
  const seen = office.register.messages.seen({ source: source.name, folder: QUEUE, validity }, uids);
  const unknown = uids.filter((uid) => !seen.has(uid));
  const filing = startFiling(source, validity, office);
  for (const [uid, tray] of seen) filing.add({ uid, folder: folders[tray] });

  const flow = startFlow(IN_FLIGHT);
  let taken = 0;
  let failed = 0;
  try {
    for await (const raw of source.fetch(unknown)) {
      if (watch.signal?.aborted) break;
      await flow.admit(raw.bytes.length, async () => {
        const done = await takeIn(raw, source, validity, filing, office);
        if (done) taken += 1;
        else failed += 1;
        watch.progress?.(taken + failed, unknown.length);
      });
    }
  } finally {
    // Whatever cut the stream, the mails in hand are finished: they are in the archive already.
    await flow.empty();
  }
  const unfiled = await filing.drain();
  const left = { taken, failed, unfiled };
  if (!watch.signal?.aborted) office.register.passes.complete(source.name, office.now(), left);
  return { source: source.name, found: uids.length, taken, failed, unfiled };
}

/** One mail, from its bytes to the register. A failure is told and stops nothing: the mail stays where it is. */
async function takeIn(raw: RawMessage, source: MailSource, validity: string, filing: Filing, office: Office) {
  try {
    // Durable before anything looks inside: whatever happens next, the mail exists.
    const sha256 = await office.archive.keep(raw.bytes);
    const read = await office.pool.read(office.archive.pathOf(sha256), sha256);
    const size = raw.bytes.length;
    const { name, mailboxes } = source;
    const arrival = { source: name, mailboxes, validity, raw: { ...raw, size }, sha256, read };
    const folder = await office.commits.add(() => record(arrival, office));
    filing.add({ uid: raw.uid, folder });
    office.outgoing.wake();
    return true;
  } catch (error) {
    office.log('message not taken in', { source: source.name, uid: raw.uid, error: reason(error) });
    return false;
  }
}

/** Lets work through while the bytes it holds stay under a cap; always at least one piece. */
function startFlow(cap: number) {
  const running = new Set<Promise<void>>();
  let held = 0;
  return {
    async admit(bytes: number, work: () => Promise<void>): Promise<void> {
      while (running.size > 0 && held + bytes > cap) await Promise.race(running);
      held += bytes;
      const piece = work().finally(() => {
        held -= bytes;
        running.delete(piece);
      });
      running.add(piece);
    },
    async empty(): Promise<void> {
      await Promise.all(running);
    },
  };
}
