import type { Instant, Mailbox, Sha256 } from '../../worker/domain/message.ts';
import type { CaseState } from '../../worker/domain/case.ts';
import { trayOf, type Tray } from '../../worker/domain/tray.ts';
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

/** A mail entered the register, in the journal. */
export interface MessageEvent {
  readonly kind: 'messageKept';
  readonly at: Instant;
  readonly record: MessageRecord;
}

/** Where a mail lies on the server: a UID of a folder under its UIDVALIDITY. */
export interface Location {
  readonly source: string;
  readonly folder: string;
  readonly validity: string;
  readonly uid: number;
}

type Row = Record<'source' | 'mailbox' | 'sha256' | 'fingerprint' | 'received_at' | 'recorded_at', string> &
  Record<'disposition' | 'note', string> & {
    id: number;
    size: number;
    message_id: string | null;
    case_reference: string | null;
    tray: string | null;
  };

/** The mails ever taken in. All methods are synchronous and belong inside a transaction where they write. */
export function messages(db: Connection, journal: Journal) {
  const insert = db.prepare(`
    INSERT INTO messages (source, mailbox, sha256, fingerprint, message_id, received_at, recorded_at, size,
      disposition, note, case_reference, tray)
    VALUES (@source, @mailbox, @sha256, @fingerprint, @messageId, @receivedAt, @recordedAt, @size,
      @disposition, @note, @caseReference, @tray)`);
  const byFingerprint = db.prepare<[string], Row>('SELECT * FROM messages WHERE fingerprint = ? ORDER BY id');
  const ofCase = db.prepare<[string], Row>('SELECT * FROM messages WHERE case_reference = ? ORDER BY received_at, id');
  const locate = db.prepare(`
    INSERT INTO locations (source, folder, validity, uid, message) VALUES (@source, @folder, @validity, @uid, @message)
    ON CONFLICT DO NOTHING`);
  const gone = db.prepare(`
    DELETE FROM locations WHERE source = @source AND folder = @folder AND validity = @validity AND uid = @uid`);
  const states = `
    (SELECT json_group_array(state) FROM case_messages JOIN cases ON reference = case_messages.case_reference
     WHERE case_messages.sha256 = messages.sha256) AS states`;
  const tray = db.prepare<[number], Placed>(`SELECT tray, ${states} FROM messages WHERE id = ?`);
  const seen = db.prepare<Omit<Location, 'uid'> & { uids: string }, Placed & { uid: number }>(`
    SELECT uid, tray, ${states} FROM locations JOIN messages ON messages.id = message
    WHERE locations.source = @source AND locations.folder = @folder AND validity = @validity
      AND uid IN (SELECT value FROM json_each(@uids))`);
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM messages');

  /** What an event changes here; returns the row of the mail. */
  const project = (_: number, { record: kept }: MessageEvent): number => {
    const { lastInsertRowid } = insert.run({
      ...kept,
      messageId: kept.messageId ?? null,
      caseReference: kept.caseReference ?? null,
      tray: kept.tray ?? null,
    });
    return Number(lastInsertRowid);
  };

  return {
    project,
    /** Adds a mail; returns its row number. Throws when the source already holds its fingerprint. */
    add(kept: MessageRecord): number {
      const event = { kind: 'messageKept', at: kept.recordedAt, record: kept } as const;
      return project(journal.append(`mail:${kept.sha256}`, event), event);
    },
    /** Every mail of this content, oldest first. */
    withFingerprint: (fingerprint: string) =>
      byFingerprint.all(fingerprint).map((row) => ({ id: row.id, ...record(row) })),
    ofCase: (reference: CaseReference) => ofCase.all(reference).map(record),
    /** Remembers where a mail lies. */
    locate: (at: Location, message: number) => void locate.run({ ...at, message }),
    /** Forgets a place on the server that the mail was seen to have left. */
    gone: (at: Location) => void gone.run(at),
    /** Among these UIDs of a folder, those of known mails, with the tray in which each belongs. */
    seen(where: Omit<Location, 'uid'>, uids: readonly number[]): Map<number, Tray> {
      const rows = seen.all({ ...where, uids: JSON.stringify(uids) });
      return new Map(rows.map((row) => [row.uid, placed(row)]));
    },
    /** Where a mail belongs now. */
    trayOf(message: number): Tray {
      const row = tray.get(message);
      if (row === undefined) throw new Error(`no message ${message}`);
      return placed(row);
    },
    count: () => count.get()?.n ?? 0,
  };
}

/** The tray kept for a mail, and as JSON the states of the cases that hold it. */
interface Placed {
  readonly tray: string | null;
  readonly states: string;
}

function placed(row: Placed): Tray {
  return (row.tray as Tray | null) ?? trayOf(JSON.parse(row.states) as CaseState[]);
}

function record(row: Row): MessageRecord {
  return {
    source: row.source,
    mailbox: row.mailbox as Mailbox,
    sha256: row.sha256 as Sha256,
    fingerprint: row.fingerprint,
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
