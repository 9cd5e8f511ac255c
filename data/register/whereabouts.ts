import type { CaseState } from '../../worker/domain/case.ts';
import type { FolderState } from '../../worker/domain/ports.ts';
import { trayOf, type Tray } from '../../worker/domain/tray.ts';
import type { Connection, Transaction } from './open.ts';

/** A folder of a source under one UIDVALIDITY: UIDs are only comparable within it. */
export interface Where {
  readonly source: string;
  readonly folder: string;
  readonly validity: string;
}

/** Where a mail lies on the server. */
export interface Location extends Where {
  readonly uid: number;
}

/**
 * Messages of a folder whose first going-through left something, so that it is gone through again: no server tells such a
 * number. Its next UID parts what lay there before Guichet came from what people put there since.
 */
export const BEGUN = -1;

/** Messages of a folder not gone through since the register came back from a copy: it may know less than lies there. */
export const RETURNED = -2;

/** A mail that may lie in the wrong folder, with the tray in which it belongs. */
export interface Unfiled extends Location {
  readonly message: number;
  readonly tray: Tray;
}

/** The tray kept for a mail, and as JSON the states of the cases that hold it. */
interface Placed {
  readonly tray: string | null;
  readonly states: string;
}

const placed = `
  tray, (SELECT json_group_array(state) FROM case_messages JOIN cases ON reference = case_messages.case_reference
         WHERE case_messages.sha256 = messages.sha256) AS states`;

/**
 * Where mails lie on the servers, as last seen. Hints that the servers can tell again: they are not in the journal, and
 * forgetting them all costs a full look, nothing else.
 */
export function whereabouts(db: Connection, transaction: Transaction) {
  const locate = db.prepare<Location & { message: number }>(`
    INSERT INTO locations (source, folder, validity, uid, message, gone)
    VALUES (@source, @folder, @validity, @uid, @message, 0)
    ON CONFLICT DO UPDATE SET message = excluded.message, gone = 0`);
  const found = db.prepare<[number]>('DELETE FROM locations WHERE message = ? AND gone');
  const remove = db.prepare<Location>(`
    DELETE FROM locations WHERE source = @source AND folder = @folder AND validity = @validity AND uid = @uid`);
  const leave = db.prepare<Location>(`
    UPDATE locations SET gone = 1
    WHERE source = @source AND folder = @folder AND validity = @validity AND uid = @uid`);
  const renumber = db.prepare<Where>(`
    UPDATE locations SET gone = 1
    WHERE source = @source AND folder = @folder AND validity <> @validity AND NOT gone`);
  const at = db.prepare<Where, { uid: number; message: number }>(`
    SELECT uid, message FROM locations
    WHERE source = @source AND folder = @folder AND validity = @validity AND NOT gone`);
  const known = db.prepare<Where, { n: number }>(`
    SELECT count(*) AS n FROM locations
    WHERE source = @source AND folder = @folder AND validity = @validity AND NOT gone`);
  const left = db.prepare<[number], { folder: string }>(`
    SELECT folder FROM locations WHERE message = ? AND gone
      AND NOT EXISTS (SELECT 1 FROM locations AS still WHERE still.message = locations.message AND NOT still.gone)`);
  const lies = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM locations WHERE message = ? AND NOT gone',
  );
  const rowAt = db.prepare<Location, { message: number }>(`
    SELECT message FROM locations WHERE source = @source AND folder = @folder AND validity = @validity AND uid = @uid`);
  const seen = db.prepare<Where & { uids: string }, Placed & { uid: number }>(`
    SELECT uid, ${placed} FROM locations JOIN messages ON messages.id = message
    WHERE locations.source = @source AND locations.folder = @folder AND validity = @validity AND NOT gone
      AND uid IN (SELECT value FROM json_each(@uids))`);
  const tray = db.prepare<[number], Placed>(`SELECT ${placed} FROM messages WHERE id = ?`);
  const unfiled = db.prepare<[string], Location & Placed & { message: number }>(`
    SELECT locations.*, ${placed} FROM unfiled JOIN locations USING (message) JOIN messages ON messages.id = message
    WHERE locations.source = ? AND NOT gone`);
  const filed = db.prepare<[number]>('DELETE FROM unfiled WHERE message = ?');
  const misplace = db.prepare<[number]>('INSERT INTO unfiled (message) VALUES (?) ON CONFLICT DO NOTHING');
  const missing = db.prepare<[string], { n: number }>(`
    SELECT count(DISTINCT message) AS n FROM locations WHERE source = ? AND gone`);
  const remembered = db.prepare<[string, string], FolderState>(
    'SELECT validity, next, messages FROM folders WHERE source = ? AND folder = ?',
  );
  const remember = db.prepare<FolderState & Omit<Where, 'validity'>>(`
    INSERT INTO folders (source, folder, validity, next, messages)
    VALUES (@source, @folder, @validity, @next, @messages)
    ON CONFLICT (source, folder)
    DO UPDATE SET validity = excluded.validity, next = excluded.next, messages = excluded.messages`);
  const doubt = db.prepare<[number]>('UPDATE folders SET messages = ?');

  return {
    /** A mail was seen there; where it had gone from is forgotten. */
    locate(location: Location, message: number): void {
      transaction(() => {
        locate.run({ ...location, message });
        found.run(message);
      });
    },
    /** We moved it away ourselves. */
    moved: (from: Location) => void transaction(() => remove.run(from)),
    /** It is no longer there, and not by our doing. */
    gone: (from: Location) => void transaction(() => leave.run(from)),
    /** A folder has another UIDVALIDITY than before: its mails are gone until they are met again, there or elsewhere. */
    renumbered: (where: Where) => transaction(() => renumber.run(where).changes),
    /** Known mails of a folder, rows by UID. */
    at: (where: Where) => new Map(at.all(where).map(({ uid, message }) => [uid, message])),
    /** How many mails of a folder are known. */
    known: (where: Where) => known.get(where)?.n ?? 0,
    /** Which mail lies there. */
    messageAt: (location: Location) => rowAt.get(location)?.message,
    /** Whether a mail is known to lie somewhere. */
    lies: (message: number) => (lies.get(message)?.n ?? 0) > 0,
    /** The folder that a mail has left while nobody has seen it elsewhere. */
    left: (message: number) => left.get(message)?.folder,
    /** Among these UIDs of a folder, those of known mails, with the tray in which each belongs. */
    seen(where: Where, uids: readonly number[]): Map<number, Tray> {
      const rows = seen.all({ ...where, uids: JSON.stringify(uids) });
      return new Map(rows.map((row) => [row.uid, trayIn(row)]));
    },
    /** Where a mail belongs now. */
    trayOf(message: number): Tray {
      const row = tray.get(message);
      if (row === undefined) throw new Error(`no message ${message}`);
      return trayIn(row);
    },
    /** Mails of which something has changed since they were filed. */
    unfiled: (source: string): Unfiled[] =>
      unfiled.all(source).map(({ states, tray: kept, ...location }) => ({
        ...location,
        tray: trayIn({ states, tray: kept }),
      })),
    /** A mail lies where it belongs, or nothing more can be done for it. */
    filed: (message: number) => void transaction(() => filed.run(message)),
    /** A mail may lie in the wrong folder. */
    misplaced: (message: number) => void transaction(() => misplace.run(message)),
    /** How many mails a source no longer holds in any folder that we watch. */
    missing: (source: string) => missing.get(source)?.n ?? 0,
    /** How a folder stood when it was last gone through. */
    remembered: (source: string, folder: string): FolderState | undefined => remembered.get(source, folder),
    remember: (source: string, folder: string, state: FolderState) =>
      void transaction(() => remember.run({ source, folder, ...state })),
    /** The register came back from a copy: each folder is to be gone through with care. */
    doubtAll: () => void transaction(() => doubt.run(RETURNED)),
  };
}

function trayIn(row: Placed): Tray {
  return (row.tray as Tray | null) ?? trayOf(JSON.parse(row.states) as CaseState[]);
}
