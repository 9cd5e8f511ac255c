import type { Instant, Mailbox, Sha256 } from '../../worker/domain/message.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { Connection } from './open.ts';

/** What became of a mail: it speaks for a case, repeats a known mail, or was written by a program. */
export type Disposition = 'case' | 'copy' | 'automatic';

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
  /** The folder in which staff should find it. */
  readonly folder: string;
}

/** Where a mail was seen: UID under a UIDVALIDITY of a source. */
export interface Location {
  readonly source: string;
  readonly validity: string;
  readonly uid: number;
}

type Row = Record<'source' | 'mailbox' | 'sha256' | 'fingerprint' | 'received_at' | 'recorded_at', string> &
  Record<'disposition' | 'note' | 'folder', string> & {
    id: number;
    size: number;
    message_id: string | null;
    content: string | null;
    case_reference: string | null;
  };

/** The mails ever taken in. All methods are synchronous and belong inside a transaction where they write. */
export function messages(db: Connection) {
  const insert = db.prepare(`
    INSERT INTO messages (source, mailbox, sha256, fingerprint, content, message_id, received_at, recorded_at, size,
      disposition, note, case_reference, folder)
    VALUES (@source, @mailbox, @sha256, @fingerprint, @content, @messageId, @receivedAt, @recordedAt, @size,
      @disposition, @note, @caseReference, @folder)`);
  const byFingerprint = db.prepare<[string], Row>('SELECT * FROM messages WHERE fingerprint = ? ORDER BY id');
  const byContent = db.prepare<[string], Row>(
    "SELECT * FROM messages WHERE content = ? AND disposition = 'case' ORDER BY id",
  );
  const ofCase = db.prepare<[string], Row>('SELECT * FROM messages WHERE case_reference = ? ORDER BY received_at, id');
  const locate = db.prepare(`
    INSERT INTO locations (source, validity, uid, message) VALUES (@source, @validity, @uid, @message)
    ON CONFLICT DO NOTHING`);
  const file = db.prepare(
    'UPDATE locations SET filed_at = @at WHERE source = @source AND validity = @validity AND uid = @uid',
  );
  const refile = db.prepare('UPDATE messages SET folder = ? WHERE id = ?');
  const seen = db.prepare<[string, string, string], { uid: number; folder: string }>(`
    SELECT uid, folder FROM locations JOIN messages ON messages.id = message
    WHERE locations.source = ? AND validity = ? AND uid IN (SELECT value FROM json_each(?))`);
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM messages');

  return {
    /** Adds a mail; returns its row number. Throws when the source already holds its fingerprint. */
    add(record: MessageRecord): number {
      const { lastInsertRowid } = insert.run({
        ...record,
        content: record.content ?? null,
        messageId: record.messageId ?? null,
        caseReference: record.caseReference ?? null,
      });
      return Number(lastInsertRowid);
    },
    /** Every mail of this content, oldest first. */
    withFingerprint: (fingerprint: string) =>
      byFingerprint.all(fingerprint).map((row) => ({ id: row.id, ...record(row) })),
    /** Every mail that speaks for a case and wants the same thing, oldest first. */
    withContent: (content: string) => byContent.all(content).map(record),
    ofCase: (reference: CaseReference) => ofCase.all(reference).map(record),
    /** Remembers where a mail lies. */
    locate: (at: Location, message: number) => void locate.run({ ...at, message }),
    /** Remembers that a mail was seen gone from the queue and present in its folder. */
    filed: (at: Location, when: Instant) => void file.run({ ...at, at: when }),
    /** The folder in which a known mail belongs from now on. */
    refile: (message: number, folder: string) => void refile.run(folder, message),
    /** Among these UIDs, those already taken in, with the folder each belongs to. */
    seen(source: string, validity: string, uids: readonly number[]): Map<number, string> {
      const rows = seen.all(source, validity, JSON.stringify(uids));
      return new Map(rows.map(({ uid, folder }) => [uid, folder]));
    },
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
    folder: row.folder,
  };
}
