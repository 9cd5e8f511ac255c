import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openArchive } from '../../data/archive.ts';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { actsOf } from '../../worker/acts.ts';
import { prove } from '../../worker/proof.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { officeFor, type TestOffice } from '../builders/office.ts';
import { aStorage, pathsUnder } from '../builders/storage.ts';

const actor = { by: 'A. Martin', why: 'essai' };
const intent = { kind: 'importRequest', evidence: [] } as const;
const incomplete = {
  documents: ['importForm'],
  fields: { ...completeRequest.fields, provenanceCountry: undefined },
} as const;

/** A storage folder that people and the calendar have work on: two cases closed, two open and late, two authorisations. */
export async function aFullDesk(): Promise<string> {
  const storage = aStorage();
  const { register: book } = storage.desk;
  storage.at('2024-01-10');
  for (const index of [1, 2]) await storage.receive(index, completeRequest, { over: { intent } });
  storage.send();
  for (const { reference } of book.cases.list()) actsOf(storage.desk).decide(reference, actor, { kind: 'refused' });
  for (const index of [3, 4]) await storage.receive(index, incomplete, { over: { intent } });
  storage.send();
  const issued = {
    holder: 'Aubraie',
    product: 'Doloxal',
    quantity: { count: 10, unit: 'boîte' },
    operations: undefined,
  };
  const validity = { validFrom: '2024-01-01', validUntil: '2024-06-30' };
  for (const number of ['AI 2024/7', 'AI 2024/8']) {
    book.authorisations.record({ number, ...issued, ...validity, ...actor, at: storage.desk.now() } as never);
  }
  storage.close();
  return join(storage.paths.archive, '..');
}

/** A desk of its own with the work of another, and the compiled program before it. */
export interface FaultDesk {
  /** Runs a command of `deskCrashes`, to its end or to a point where it dies. */
  run(command: readonly string[], point?: string): ReturnType<TestOffice['run']>;
  /** Everything that was kept and copied, but for instants and random names; fails where it cannot be proved. */
  state(): Promise<unknown>;
}

export function aFaultDesk(full: string): FaultDesk {
  const root = mkdtempSync(join(tmpdir(), 'guichet-desk-'));
  const [directory, copy] = [join(root, 'storage'), join(root, 'backup')];
  cpSync(full, directory, { recursive: true });
  const office = officeFor({ port: 9 }, 9, { storage: { directory } });
  const open = office.cases().find(({ state }) => state === 'awaitingApplicant') ?? expect.fail('no open case');
  const given = new Map<string, string>([
    ['OPEN', open.reference],
    ['BACKUP', copy],
  ]);
  const words = (command: readonly string[]) => command.map((word) => given.get(word) ?? word);
  return {
    run: (command, point) =>
      office.runUnder(point === undefined ? [] : ['env', `GUICHET_CRASH_AT=${point}`], ...words(command)),
    state: async () => [await stateOf(directory), await stateOf(copy)],
  };
}

async function stateOf(directory: string): Promise<unknown> {
  const paths = pathsUnder(directory);
  const proof = await prove(paths);
  if (proof === undefined) return undefined;
  expect(proof.checks.flatMap(({ faults }) => faults)).toEqual([]);
  const mails: string[] = [];
  for await (const { name } of openArchive(paths.archive).files()) mails.push(name ?? 'aside');
  const book = register(openConnection(paths.register));
  const { cases, outbox, holds, authorisations, eliminations } = book;
  const state = {
    events: proof.end?.events,
    mails: mails.sort(),
    cases: cases.list().map(({ reference }) => [reference, cases.find(reference)]),
    letters: cases.list().map(({ reference }) => outbox.ofCase(reference)),
    holds: holds.list(),
    authorisations: authorisations.list().map((each) => [each, authorisations.days(each.number)]),
    eliminations: eliminations.list(),
  };
  book.close();
  return JSON.parse(
    JSON.stringify(state, (key, value: unknown) => (unlike.has(key) ? undefined : value)).replace(
      /<[^<>]+@[^<>]+>/g,
      '<>',
    ),
  );
}

/** What is not the same in two runs of the same command. */
const unlike: ReadonlySet<string> = new Set(['at', 'queuedAt', 'dueAt', 'date', 'settledAt', 'text', 'html']);
