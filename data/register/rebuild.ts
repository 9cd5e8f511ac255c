import { referencesIn, type CaseReference } from '../../worker/domain/reference.ts';
import { faultOf, GENESIS, type Entry, type Journal } from './journal.ts';
import type { Connection } from './open.ts';
import { register, type Register } from './register.ts';

/** The journal cannot be what was written; names the first row that is wrong, and what is wrong with it, in French. */
export class BrokenJournal extends Error {
  readonly row: string;
  readonly wrong: string;
  constructor(row: string, wrong: string) {
    super(`${row} : ${wrong}`);
    this.name = 'BrokenJournal';
    this.row = row;
    this.wrong = wrong;
  }
}

/** What a register was made anew from. */
export interface Rebuilt {
  readonly events: number;
  readonly cases: number;
  /** Hash of the last entry: noted elsewhere, it proves all that went before. */
  readonly head: string;
}

type Progress = (done: number, of: number) => void;

/**
 * Makes a register anew in an empty database, from a journal alone: each entry is checked against the chain, copied and
 * projected. All or nothing. Throws `BrokenJournal` at the first row that is wrong.
 */
export function rebuild(from: Journal, into: Connection, progress?: Progress): Rebuilt {
  const book = register(into);
  return drawAll(from, into, book, (entry) => book.journal.copy(entry), progress);
}

/** The same for the tables alone, in a scratch database: their events stay where they are, which spares copying them. */
export function drawTables(from: Journal, into: Connection, progress?: Progress): Rebuilt {
  return drawAll(from, into, register(into, { book: from }), () => undefined, progress);
}

function drawAll(from: Journal, into: Connection, book: Register, copy: (entry: Entry) => void, progress?: Progress) {
  return book.transaction(() => {
    // A mail is projected before the case it belongs to, and an eliminated body names an entry to come.
    into.pragma('defer_foreign_keys = ON');
    const references = new Set<CaseReference>();
    const total = from.lastGiven();
    let [events, head] = [0, GENESIS];
    for (const entry of checkedEntries(from)) {
      copy(entry);
      const reference = draw(entry, book);
      if (reference !== undefined) references.add(reference);
      events += 1;
      head = entry.hash;
      progress?.(events, total);
    }
    for (const each of references) drawCase(each, book);
    into.exec(lastNumbers);
    return { events, cases: references.size, head };
  });
}

/** The last number given, by procedure and year: the highest that a case bears, or that a return from a copy left out. */
const lastNumbers = `
  INSERT INTO counters (procedure, year, last)
  SELECT procedure, substr(reference, 4, 4), max(CAST(substr(reference, 9, 6) AS INTEGER)) FROM cases
  WHERE true GROUP BY 1, 2 ON CONFLICT DO UPDATE SET last = max(last, excluded.last)`;

/** The entries of a journal, oldest first, each checked. Throws `BrokenJournal` at the first that is wrong. */
export function* checkedEntries(from: Journal): Generator<Entry> {
  let before = { seq: 0, hash: GENESIS };
  /** Rows without content, by the entry that they say eliminated it. */
  const blanked = new Map<number, number[]>();
  for (const entry of from.entries()) {
    if (entry.seq > before.seq + 1) throw new BrokenJournal(rowOf(before.seq + 1), 'la ligne manque');
    const wrong = entry.seq <= before.seq ? 'numéro déjà pris' : faultOf(entry, before);
    if (wrong !== undefined) throw new BrokenJournal(rowOf(entry.seq), wrong);
    if (entry.purged !== null) blanked.set(entry.purged, [...(blanked.get(entry.purged) ?? []), entry.seq]);
    if (entry.kind === 'caseEliminated') checkVisa(entry, blanked);
    before = entry;
    yield entry;
  }
  if (from.lastGiven() > before.seq) throw new BrokenJournal(rowOf(before.seq + 1), 'la ligne manque, à la fin');
  const [orphan] = [...blanked.values()].flat();
  if (orphan !== undefined) throw new BrokenJournal(rowOf(orphan), 'contenu éliminé sans visa');
}

/** An elimination took away what it names, and nothing else. */
function checkVisa(entry: Entry, blanked: Map<number, number[]>): void {
  const { events } = JSON.parse(entry.body) as { events: readonly number[] };
  const gone = new Set(blanked.get(entry.seq));
  blanked.delete(entry.seq);
  const stray = [...gone].find((each) => !events.includes(each)) ?? events.find((each) => !gone.has(each));
  if (stray !== undefined) throw new BrokenJournal(rowOf(stray), 'elle n’est pas éliminée comme son visa le dit');
}

/** What an entry changes in the tables; returns the case it belongs to, which is drawn at the end. */
function draw(entry: Entry, book: Register): CaseReference | undefined {
  const [reference] = referencesIn(entry.stream);
  if (reference === entry.stream) return reference;
  const projections: Readonly<Record<string, { project(seq: number, event: never): unknown }>> = {
    mail: book.messages,
    letter: book.outbox,
    authorisation: book.authorisations,
    sender: book.holds,
    elimination: book.eliminations,
    restoration: book.restorations,
  };
  const projection = projections[entry.stream.slice(0, entry.stream.indexOf(':'))];
  if (projection === undefined) throw new BrokenJournal(rowOf(entry.seq), 'nul ne sait ce qu’elle change');
  if (entry.purged === null)
    replayed(rowOf(entry.seq), () => projection.project(entry.seq, JSON.parse(entry.body) as never));
  return undefined;
}

/** A case as its events tell it; one that was eliminated has none left, and is drawn already. */
function drawCase(reference: CaseReference, { cases }: Register): void {
  replayed(`dossier ${reference}`, () => {
    const current = cases.find(reference);
    if (current !== undefined) cases.save(current);
  });
}

/** The words of an error may hold those of a mail: they are not handed on. */
function replayed(row: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new BrokenJournal(row, `ne se rejoue pas (${error instanceof Error ? error.name : 'erreur'})`);
  }
}

function rowOf(seq: number): string {
  return `événement ${seq}`;
}
