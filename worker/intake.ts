import { sha256 } from '../data/archive.ts';
import type { Where } from '../data/register/whereabouts.ts';
import type { Office } from './desk.ts';
import { QUEUE, type MailSource } from './domain/ports.ts';
import { startFiling } from './filing.ts';
import { refile } from './refile.ts';
import { takeIn } from './take-in.ts';
import { goThroughTrays, type FolderCount } from './trays.ts';
import { countUnfetched } from './unfetched.ts';

/** What one pass over a mailbox did, and what it saw. */
export interface Reconciliation {
  readonly source: string;
  /** Mails that lay in the queue. */
  readonly found: number;
  /** Mails written to the register by this pass, wherever they lay. */
  readonly taken: number;
  /** Mails that could not be taken in: they stay in the queue for the next pass. */
  readonly failed: number;
  /** Mails on the server that could not even be fetched, and folders that could not be gone through. */
  readonly unfetched: number;
  /** Mails put into quarantine by this pass. */
  readonly quarantined: number;
  /** Mails known to the register that still lie in the queue. */
  readonly unfiled: number;
  /** Mails that a person moved somewhere that says nothing to us: they were left there. */
  readonly left: number;
  /** Mails of the register that lie in none of the folders that we watch. */
  readonly missing: number;
  /** Each folder: mails on the server, and those of them that are in the archive and the register. */
  readonly folders: readonly FolderCount[];
}

/** Who follows a pass, and who may ask it to stop between two mails. */
export interface Watch {
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
  /** Go through every folder, also those that stand as they stood. */
  readonly full?: boolean;
}

/** Bytes of mail between the server and the register at one time: enough to keep reader and disk busy. */
const IN_FLIGHT = 8 * 1024 * 1024;

/** Connects to a mailbox. A reader starts meanwhile where mail lies waiting. */
export async function openSource(source: MailSource, { pool, settings }: Office): Promise<void> {
  if ((await source.open()) > 0) pool.prepare();
  await source.ensure(Object.values(settings.folders));
}

/**
 * THE MAIN PATH. Brings the register up to date with a mailbox: every mail that lies in the queue and is not known
 * goes the whole way; every mail that is known is filed. Nothing is marked as read, nothing is deleted; a pass that is
 * cut anywhere is simply run again.
 *
 *   fetch (peek) → archive → read → [match → assess → transition → ONE TRANSACTION] → file, send
 */
export async function reconcile(source: MailSource, office: Office, watch: Watch = {}): Promise<Reconciliation> {
  // Before the queue: what a person took out of a folder may lie in the queue again.
  office.renew(source.name);
  const trays = await goThroughTrays(source, office, watch.full === true);
  const { validity, uids } = await source.list();
  office.register.passes.begin(source.name, office.now(), uids.length);
  const queue = { source: source.name, folder: QUEUE, validity };
  const renumbered = office.register.whereabouts.renumbered(queue);
  if (renumbered > 0) office.log('queue renumbered by the server', { source: source.name, mails: renumbered });
  const seen = office.register.whereabouts.seen(queue, uids);
  forgetThoseThatLeft(queue, uids, office);
  const unknown = uids.filter((uid) => !seen.has(uid));
  const filing = startFiling(source, validity, office);
  for (const [uid, tray] of seen) filing.add({ uid, folder: office.settings.folders[tray] });

  const flow = startFlow(IN_FLIGHT);
  const suspects = office.register.attempts.suspects(source.name);
  const counts = { taken: 0, failed: 0, quarantined: 0 };
  const came = new Set<number>();
  try {
    for await (const raw of source.fetch(unknown, QUEUE, validity)) {
      if (watch.signal?.aborted) break;
      came.add(raw.uid);
      // Alone: if it ends this run too, no other mail is counted with it.
      const isSuspect = suspects.size > 0 && suspects.has(sha256(raw.bytes));
      await flow.admit(isSuspect ? IN_FLIGHT : raw.bytes.length, async () => {
        const taken = await takeIn(raw, { source, folder: QUEUE, validity }, office);
        if (taken !== undefined) filing.add({ uid: raw.uid, folder: taken.folder });
        if (taken === undefined) counts.failed += 1;
        else if (taken.quarantined) counts.quarantined += 1;
        else counts.taken += 1;
        watch.progress?.(counts.taken + counts.quarantined + counts.failed, unknown.length);
      });
    }
  } finally {
    // Whatever cut the stream, the mails in hand are finished: they are in the archive already.
    await flow.empty();
  }
  const isCut = watch.signal?.aborted === true;
  const unfetched = trays.unfetched + (isCut ? 0 : await countUnfetched(source, queue, unknown, came, office));
  const unfiled = (await filing.drain()) + (await refile(source, office));
  const taken = counts.taken + trays.taken;
  const failed = counts.failed + trays.failed;
  if (!watch.signal?.aborted) {
    office.register.passes.complete(source.name, office.now(), { taken, failed: failed + unfetched, unfiled });
  }
  return {
    source: source.name,
    found: uids.length,
    taken,
    failed,
    unfetched,
    quarantined: counts.quarantined + trays.quarantined,
    unfiled,
    left: trays.left,
    missing: office.register.whereabouts.missing(source.name),
    folders: trays.folders,
  };
}

/** Moved by a run that died before it could say so, or by a person: they will be met where they are. */
function forgetThoseThatLeft(queue: Where, uids: readonly number[], { register }: Office): void {
  const present = new Set(uids);
  for (const uid of register.whereabouts.at(queue).keys()) {
    if (!present.has(uid)) register.whereabouts.moved({ ...queue, uid });
  }
}

/**
 * Lets work through while the bytes it holds stay under a cap; always at least one piece. Rejects as the first piece that
 * did.
 */
function startFlow(cap: number) {
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];
  let held = 0;
  return {
    async admit(bytes: number, work: () => Promise<void>): Promise<void> {
      while (running.size > 0 && held + bytes > cap && faults.length === 0) await Promise.race(running);
      if (faults.length > 0) throw faults[0];
      held += bytes;
      const piece = work()
        .catch((error: unknown) => void faults.push(error))
        .finally(() => {
          held -= bytes;
          running.delete(piece);
        });
      running.add(piece);
    },
    async empty(): Promise<void> {
      // Each to its end, beside one that failed as well.
      await Promise.all(running);
      if (faults.length > 0) throw faults[0];
    },
  };
}
