import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive, type Archive } from '../../data/archive.ts';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { actsOf } from '../../worker/acts.ts';
import type { Desk } from '../../worker/desk.ts';
import type { Instant, Mailbox } from '../../worker/domain/message.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { Submission } from '../../worker/domain/submission.ts';
import { record } from '../../worker/record.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission, type MailDescription } from './case-file.ts';
import { completeDeclaration, completeRequest } from './complete-files.ts';
import { testSettings } from './desk.ts';
import { buildMail } from './mail.ts';

/** A storage folder as the worker keeps it: an archive and a register on the disk. */
export interface TestStorage {
  readonly paths: { readonly archive: string; readonly register: string; readonly lock: string };
  readonly archive: Archive;
  readonly desk: Desk;
  readonly at: (day: string) => void;
  /** Keeps a mail and records it; `index` makes its bytes, so that one index is one mail. */
  readonly receive: (index: number, mail: MailDescription, more?: Reception) => Promise<string>;
  /** Gives every letter due to an invented server, which accepts them, or refuses them for good. */
  readonly send: (refused?: boolean) => void;
  readonly close: () => void;
}

interface Reception {
  readonly mailbox?: Mailbox;
  readonly over?: Partial<Submission>;
  readonly inReplyTo?: string;
}

export const pathsUnder = (directory: string) => ({
  archive: join(directory, 'archive'),
  register: join(directory, 'register.db'),
  lock: join(directory, 'lock-import.db'),
});

/** An empty storage folder, with a clock set by hand. */
export function aStorage(): TestStorage {
  const paths = pathsUnder(mkdtempSync(join(tmpdir(), 'guichet-storage-')));
  let now = '2026-06-01T07:00:00.000Z' as Instant;
  const archive = openArchive(paths.archive);
  const book = register(openConnection(paths.register));
  const desk: Desk = { settings: testSettings, register: book, now: () => now };
  let uid = 0;
  return {
    paths,
    archive,
    desk,
    at: (day) => (now = `${day}T07:00:00.000Z` as Instant),
    receive: async (index, mail, { mailbox = 'import', over = {}, inReplyTo } = {}) => {
      uid += 1;
      const bytes = buildMail({ subject: `Demande ${index}`, headers: { Received: `from relay ${mailbox}` } });
      const sha256 = await archive.keep(bytes);
      const plain = { ...aSubmission(mail, index), message: sha256, ...over };
      const headers = { ...plain.headers, inReplyTo: inReplyTo === undefined ? [] : [inReplyTo] };
      const read = { submission: { ...plain, headers } };
      const fingerprint = String(index).padStart(64, '0');
      const raw = { uid, receivedAt: now, size: bytes.length };
      const arrival = { source: mailbox, mailboxes: [mailbox], validity: '1', raw, sha256, fingerprint, read };
      return book.transaction(() => record(arrival, desk));
    },
    send: (refused = false) => {
      for (const letter of book.outbox.due(now, 1_000)) {
        const { messageId } = letter.draft;
        const bytes = Buffer.from(`Message-ID: ${messageId}\r\n\r\n${letter.draft.text.replace(/[^ -~]/g, '?')}`);
        book.outbox.claim(letter, bytes, now);
        const ending = refused ? { state: 'rejected', reply: '550' } : { state: 'accepted', reply: '250' };
        book.outbox.settle(messageId, ending as { state: 'rejected' | 'accepted'; reply: string }, now);
        const told = { at: now, messageId, reply: ending.reply };
        book.cases.append(
          letter.caseReference,
          refused ? { kind: 'letterRejected', ...told } : { kind: 'letterAccepted', ...told, letter: letter.kind },
        );
        const current = book.cases.find(letter.caseReference);
        if (current !== undefined) book.cases.save(current);
      }
    },
    close: () => book.close(),
  };
}

const actor = { by: 'agent A', why: 'essai' };
const intent = { kind: 'importRequest', evidence: [] } as const;
const incomplete = { ...completeRequest.fields, provenanceCountry: undefined };

/** A storage folder in which a little of everything happened; closed, to be looked at. */
export async function aLivedStorage(): Promise<{ storage: TestStorage; references: CaseReference[] }> {
  const storage = aStorage();
  const { desk, receive, send } = storage;
  const { cases, authorisations } = desk.register;
  const acts = actsOf(desk);
  await receive(1, completeRequest, { over: { intent } });
  await receive(2, { documents: ['importForm'], fields: incomplete }, { over: { intent } });
  await receive(3, { ...completeDeclaration, intent: 'exportDeclaration' }, { mailbox: 'export' });
  send();
  const [first, second, third] = cases.list().map(({ reference }) => reference);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three cases were opened');
  storage.at('2026-06-03');
  await receive(1, completeRequest, { mailbox: 'export', over: { intent } });
  const asked = desk.register.outbox.ofCase(second)[0]?.draft.messageId ?? '';
  await receive(4, { fields: { provenanceCountry: 'BE' } }, { inReplyTo: asked });
  await receive(5, {}, { over: { automatic: { kind: 'autoReply' } } });
  const form = (brandName: string) =>
    ({ kind: 'importForm', fields: { ...completeRequest.fields, brandName } }) as const;
  await receive(6, { documents: [form('Doloxal'), form('Nervadine'), 'requestLetter'] }, { over: { intent } });
  send();
  const authorisation = {
    number: 'AI 2026/17',
    holder: 'Aubraie',
    product: 'Doloxal',
    quantity: { count: 10, unit: 'boîte' },
    operations: undefined,
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
    ...actor,
    at: desk.now(),
  };
  for (const product of ['Doloxal', 'Doloxal 150 mg']) authorisations.record({ ...authorisation, product } as never);
  acts.correct(first, actor, 'provenanceCountry', 'Belgique');
  await receive(7, {}, { over: { intent: { kind: 'question', evidence: [] } } });
  send(true);
  acts.decide(first, actor, { kind: 'granted', number: 'AI 2026/18' });
  storage.at('2026-07-25');
  tick(desk);
  storage.close();
  return { storage, references: [first, second, third] };
}

/** The same storage folder again, to be tampered with. */
export function copyOf(storage: TestStorage): TestStorage['paths'] {
  const directory = mkdtempSync(join(tmpdir(), 'guichet-copy-'));
  cpSync(join(storage.paths.archive, '..'), directory, { recursive: true });
  return pathsUnder(directory);
}
