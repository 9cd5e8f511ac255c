import type { Instant, Mailbox, Sha256 } from '../../worker/domain/message.ts';
import type { Tray } from '../../worker/domain/tray.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/**
 * What became of a mail: it speaks for a case, repeats a known mail, was written by a program, could not be taken in
 * after several tries, or was set aside by a person.
 */
export type Disposition = 'case' | 'copy' | 'automatic' | 'quarantined' | 'setAside';

/** A mail as the register keeps it. */
export interface MessageRecord {
  readonly source: string;
  readonly mailbox: Mailbox;
  readonly sha256: Sha256;
  readonly fingerprint: string;
  /** What it wants, whatever envelope it came in; undefined where it holds nothing to know it by. */
  readonly content: string | undefined;
  readonly messageId: string | undefined;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
  readonly size: number;
  readonly disposition: Disposition;
  /** Why, in French, for staff. */
  readonly note: string;
  readonly caseReference: CaseReference | undefined;
  /** Where staff should find it; by the state of its cases when undefined. */
  readonly tray: Tray | undefined;
}

/** A mail with its row number. */
export type StoredMessage = MessageRecord & { readonly id: number };

/** What happens to a mail, in the journal. */
export type MessageEvent =
  /** It entered the register, or was taken in again after a person brought it back. */
  | { readonly kind: 'messageKept' | 'messageRetaken'; readonly at: Instant; readonly record: MessageRecord }
  /** A person moved it in the mailbox. */
  | {
      readonly kind: 'messageMoved';
      readonly at: Instant;
      readonly source: string;
      readonly fingerprint: string;
      readonly from: string;
      readonly to: string;
      readonly meaning: MoveMeaning;
    };

/** What a move by a person says: this is no request; take it in again; nothing that we know of. */
export type MoveMeaning = 'setAside' | 'takeAgain' | 'unknown';

type Row = Record<'source' | 'mailbox' | 'sha256' | 'fingerprint' | 'received_at' | 'recorded_at', string> &
  Record<'disposition' | 'note', string> & {
    id: number;
    size: number;
    message_id: string | null;
    content: string | null;
    case_reference: string | null;
    tray: string | null;
  };

/** The mails ever taken in. All methods are synchronous and belong inside a transaction where they write. */
export function messages(db: Connection, journal: Journal) {
  const insert = db.prepare(`
    INSERT INTO messages (source, mailbox, sha256, fingerprint, content, message_id, received_at, recorded_at, size,
      disposition, note, case_reference, tray)
    VALUES (@source, @mailbox, @sha256, @fingerprint, @content, @messageId, @receivedAt, @recordedAt, @size,
      @disposition, @note, @caseReference, @tray)`);
  const byFingerprint = db.prepare<[string], Row>('SELECT * FROM messages WHERE fingerprint = ? ORDER BY id');
  const byContent = db.prepare<[string], Row>(
    "SELECT * FROM messages WHERE content = ? AND disposition = 'case' ORDER BY id",
  );
  const ofCase = db.prepare<[string], Row>('SELECT * FROM messages WHERE case_reference = ? ORDER BY received_at, id');
  const retake = db.prepare(`
    UPDATE messages SET disposition = @disposition, note = @note, case_reference = @caseReference, tray = @tray,
      mailbox = @mailbox, message_id = @messageId, content = @content, recorded_at = @recordedAt
    WHERE source = @source AND fingerprint = @fingerprint RETURNING id`);
  const setAside = db.prepare(`
    UPDATE messages SET disposition = 'setAside', tray = 'outOfScope' WHERE source = ? AND fingerprint = ?`);
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM messages');

  const columns = (kept: MessageRecord) => ({
    ...kept,
    content: kept.content ?? null,
    messageId: kept.messageId ?? null,
    caseReference: kept.caseReference ?? null,
    tray: kept.tray ?? null,
  });

  /** What an event changes here. */
  const project = (_: number, event: MessageEvent): void => {
    switch (event.kind) {
      case 'messageKept':
        insert.run(columns(event.record));
        return;
      case 'messageRetaken':
        retake.run(columns(event.record));
        return;
      case 'messageMoved':
        if (event.meaning === 'setAside') setAside.run(event.source, event.fingerprint);
        return;
      default:
        event satisfies never;
    }
  };

  const happen = (mail: Sha256, event: MessageEvent) => project(journal.append(`mail:${mail}`, event), event);
  const withFingerprint = (fingerprint: string): StoredMessage[] =>
    byFingerprint.all(fingerprint).map((row) => ({ id: row.id, ...record(row) }));
  const rowOf = ({ source, fingerprint }: MessageRecord) =>
    withFingerprint(fingerprint).find((each) => each.source === source)?.id ?? 0;

  return {
    project,
    /** Adds a mail; returns its row number. Throws when the source already holds its fingerprint. */
    add(kept: MessageRecord): number {
      happen(kept.sha256, { kind: 'messageKept', at: kept.recordedAt, record: kept });
      return rowOf(kept);
    },
    /** Writes anew what became of a mail that was brought back; returns its row number. */
    retake(kept: MessageRecord): number {
      happen(kept.sha256, { kind: 'messageRetaken', at: kept.recordedAt, record: kept });
      return rowOf(kept);
    },
    /** A person moved a mail from folder to folder. */
    moved: (mail: MessageRecord, at: Instant, from: string, to: string, meaning: MoveMeaning) =>
      happen(mail.sha256, {
        kind: 'messageMoved',
        at,
        source: mail.source,
        fingerprint: mail.fingerprint,
        from,
        to,
        meaning,
      }),
    /** Every mail of this content, oldest first. */
    withFingerprint,
    /** Every mail that speaks for a case and wants the same thing, oldest first. */
    withContent: (content: string) => byContent.all(content).map(record),
    ofCase: (reference: CaseReference) => ofCase.all(reference).map(record),
    count: () => count.get()?.n ?? 0,
  };
}

function record(row: Row): MessageRecord {
  return {
    source: row.source,
    mailbox: row.mailbox as Mailbox,
    sha256: row.sha256 as Sha256,
    fingerprint: row.fingerprint,
    content: row.content ?? undefined,
    messageId: row.message_id ?? undefined,
    receivedAt: row.received_at as Instant,
    recordedAt: row.recorded_at as Instant,
    size: row.size,
    disposition: row.disposition as Disposition,
    note: row.note,
    caseReference: (row.case_reference ?? undefined) as CaseReference | undefined,
    tray: (row.tray ?? undefined) as Tray | undefined,
  };
}
