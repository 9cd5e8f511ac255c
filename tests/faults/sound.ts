import { join } from 'node:path';
import { expect } from 'vitest';
import { openArchive, sha256 } from '../../data/archive.ts';
import { openReadOnly } from '../../data/register/open.ts';
import { prove } from '../../worker/proof.ts';
import { header } from '../demo/played.ts';
import type { Stage } from './fault-office.ts';

/** Whether a letter may come twice: only where nobody can know that the server has it. */
export type Repeats = 'no letter twice' | 'the same letter may come twice';

/** A mail as the register has it, with the folders where it is said to lie. */
interface Row {
  readonly sha256: string;
  readonly folder: string;
  readonly places: number;
  readonly cases: number;
}

/**
 * What must hold after any accident, once a pass (or two) went through: every mail is in exactly one place on the server,
 * in the archive and in the register, a case for each that asks for one, an answer where one is due, never two different
 * ones, and everything can be proved.
 */
export async function expectSound(stage: Stage, repeats: Repeats = 'no letter twice'): Promise<void> {
  const { office, sink } = stage;
  let { code, err } = await office.run('once');
  if (code === 75) ({ code, err } = await office.run('once'));
  // The calendar may bring what the accident had put off.
  expect([0, 11], err).toContain(code);

  const lying = await onServer(stage);
  const mails = [...stage.asking, ...stage.automatic];
  const names = mails.map(sha256).sort();
  expect(lying.map(({ name }) => name).sort()).toEqual(names);
  expect(lying.filter(({ folder }) => folder === 'INBOX')).toEqual([]);
  expect(await inArchive(stage)).toEqual(names);

  const rows = inRegister(stage);
  expect(rows.map((row) => row.sha256).sort()).toEqual(names);
  const asking = new Set<string>(stage.asking.map(sha256));
  for (const row of rows) {
    const folder = lying.find(({ name }) => name === row.sha256)?.folder;
    expect(row).toEqual({ sha256: row.sha256, folder, places: 1, cases: asking.has(row.sha256) ? 1 : 0 });
  }
  expect(office.cases()).toHaveLength(stage.asking.length);

  const letters = office.letters();
  expect(letters.map(({ state }) => state)).toEqual(letters.map(() => 'accepted'));
  const asked = stage.asking.map((mail) => header(mail, 'Message-ID')).sort();
  expect(letters.map(({ draft }) => draft.inReplyTo).sort()).toEqual(asked);
  const ours = new Set(letters.map(({ draft }) => draft.messageId));
  // A repeat is the same letter to the byte.
  expect(new Set(sink.mails.map(({ bytes }) => bytes.toString('latin1'))).size).toBe(ours.size);
  if (repeats === 'no letter twice') expect(sink.mails).toHaveLength(ours.size);

  const proof = await prove({ archive: join(stage.storage, 'archive'), register: join(stage.storage, 'register.db') });
  expect(proof?.checks.flatMap(({ faults }) => faults)).toEqual([]);
}

/** Every mail of the account, with its folder, by the name of its bytes. */
export async function onServer({ dovecot, user }: Stage): Promise<{ name: string; folder: string }[]> {
  const found: { name: string; folder: string }[] = [];
  for (const folder of ['INBOX', ...(await dovecot.folders(user))]) {
    for (const { bytes } of await dovecot.messages(user, folder)) found.push({ name: sha256(bytes), folder });
  }
  return found;
}

async function inArchive({ storage }: Stage): Promise<string[]> {
  const names: string[] = [];
  // What was written aside and never placed is no mail.
  for await (const { name } of openArchive(join(storage, 'archive')).files()) if (name !== undefined) names.push(name);
  return names.sort();
}

/** Every mail of the register. */
export function inRegister({ storage }: Stage): Row[] {
  const connection = openReadOnly(join(storage, 'register.db'));
  if (connection === undefined) return [];
  const rows = connection
    .prepare<[], Row>(
      `SELECT sha256, max(folder) AS folder, count(folder) AS places,
         (SELECT count(*) FROM case_messages WHERE case_messages.sha256 = messages.sha256) AS cases
       FROM messages LEFT JOIN locations ON message = messages.id AND NOT gone GROUP BY messages.id`,
    )
    .all();
  connection.close();
  return rows;
}
