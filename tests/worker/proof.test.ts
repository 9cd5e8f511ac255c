import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, hashOf } from '../../data/register/journal.ts';
import { openConnection } from '../../data/register/open.ts';
import { isClean, prove, type CheckName } from '../../worker/proof.ts';
import { aLivedStorage, copyOf, type TestStorage } from '../builders/storage.ts';

let storage: TestStorage;
let count = 0;

beforeAll(async () => {
  ({ storage } = await aLivedStorage());
  const db = new Database(storage.paths.register);
  count = (db.prepare('SELECT count(*) AS n FROM events').get() as { n: number }).n;
  db.close();
});

/** What is found wrong once the register was changed behind the program's back, its guards taken down. */
async function afterwards(change: (db: Database.Database) => void): Promise<Partial<Record<CheckName, string[]>>> {
  const paths = copyOf(storage);
  const db = new Database(paths.register);
  db.pragma('foreign_keys = OFF');
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as Guard[];
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  for (const { sql } of guards) db.exec(sql);
  db.close();
  return faults(await prove(paths));
}

interface Guard {
  readonly name: string;
  readonly sql: string;
}

function faults(proof: Awaited<ReturnType<typeof prove>>): Partial<Record<CheckName, string[]>> {
  const broken = proof?.checks.filter((each) => each.faults.length > 0) ?? [];
  return Object.fromEntries(
    broken.map((each) => [each.name, each.faults.map(({ row, wrong }) => `${row} : ${wrong}`)]),
  );
}

const anEvent = () => fc.integer({ min: 1, max: count });

describe('what was not touched', () => {
  it('is proved, beside a writer, and tells where the journal ends', async () => {
    const writer = openConnection(copyOf(storage).register);
    const paths = copyOf(storage);
    const beside = openConnection(paths.register);
    beside.exec("BEGIN IMMEDIATE; INSERT INTO counters VALUES ('correspondence', '1999', 1)");
    const proof = await prove(paths);
    expect(faults(proof)).toEqual({});
    expect(proof?.end?.events).toBe(count);
    expect(proof?.end?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(proof?.notices).toEqual([]);
    expect(proof?.checks.map(({ examined }) => examined > 0)).not.toContain(false);
    beside.close();
    writer.close();
  });

  it('is nothing at all where no register is yet', async () => {
    expect(await prove({ ...storage.paths, register: '/nowhere/register.db' })).toBeUndefined();
  });
});

describe('the journal', () => {
  it.each(['stream', 'at', 'kind', 'body', 'digest', 'previous', 'hash'])(
    'of which one byte of %s is changed is broken at that row',
    async (column) => {
      await fc.assert(
        fc.asyncProperty(anEvent(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (seq, place, flip) => {
          const found = await afterwards((db) => {
            const { bytes } = db
              .prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM events WHERE seq = ?`)
              .get(seq) as {
              bytes: Buffer;
            };
            const at = place % bytes.length;
            bytes[at] = (bytes[at] ?? 0) ^ flip;
            db.prepare(`UPDATE events SET ${column} = CAST(? AS TEXT) WHERE seq = ?`).run(bytes, seq);
          });
          expect(found.journal?.[0]).toMatch(new RegExp(`^événement ${seq} : `));
        }),
        { numRuns: 8 },
      );
    },
  );

  it('is broken where a row is taken away, the last ones too', async () => {
    await fc.assert(
      fc.asyncProperty(anEvent(), async (seq) => {
        const found = await afterwards((db) => db.prepare('DELETE FROM events WHERE seq = ?').run(seq));
        expect(found.journal?.[0]).toMatch(new RegExp(`^événement ${seq} : la ligne manque`));
      }),
      { numRuns: 8, examples: [[count], [1]] },
    );
  });

  it('is broken at the first of two rows that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(anEvent(), anEvent(), async (one, other) => {
        fc.pre(one !== other);
        const found = await afterwards((db) => {
          const move = db.prepare('UPDATE events SET seq = ? WHERE seq = ?');
          for (const [to, from] of [
            [-1, one],
            [one, other],
            [other, -1],
          ])
            move.run(to, from);
        });
        expect(found.journal).toEqual([`événement ${Math.min(one, other)} : elle ne suit pas la ligne qui la précède`]);
      }),
      { numRuns: 8 },
    );
  });

  it('is broken by a row that is there twice, or that nobody wrote', async () => {
    const twice = await afterwards((db) => {
      db.exec('CREATE TABLE copy AS SELECT * FROM events; INSERT INTO copy SELECT * FROM events WHERE seq = 3');
      db.exec('DROP TABLE events; ALTER TABLE copy RENAME TO events');
    });
    expect(twice.journal).toEqual(['événement 3 : numéro déjà pris']);
    const again = await afterwards((db) =>
      db.exec(`INSERT INTO events (stream, at, kind, body, digest, previous, hash)
        SELECT stream, at, kind, body, digest, previous, 'x' || substr(hash, 2) FROM events WHERE seq = 3`),
    );
    expect(again.journal).toEqual([`événement ${count + 1} : la ligne n’est pas celle de son empreinte`]);
    const forged = await afterwards((db) => {
      const entry = {
        stream: 'mail:x',
        at: 'now',
        kind: 'k',
        body: '{}',
        digest: createHash('sha256').update('{}').digest('hex'),
        previous: GENESIS,
      };
      db.prepare(
        `INSERT INTO events (stream, at, kind, body, digest, previous, hash)
        VALUES (@stream, @at, @kind, @body, @digest, @previous, @hash)`,
      ).run({ ...entry, hash: hashOf(entry) });
    });
    expect(forged.journal).toEqual([`événement ${count + 1} : elle ne suit pas la ligne qui la précède`]);
  });

  it('is broken where a body was blanked without a visa', async () => {
    const found = await afterwards((db) => db.exec("UPDATE events SET body = '', purged = 2 WHERE seq = 5"));
    expect(found.journal).toEqual(['événement 5 : contenu éliminé sans visa']);
    const said = await afterwards((db) => {
      db.pragma('ignore_check_constraints = ON');
      db.exec('UPDATE events SET purged = 2 WHERE seq = 5');
    });
    expect(said.journal).toEqual(['événement 5 : dite éliminée, elle a encore un contenu']);
  });
});

describe('the tables', () => {
  it.each([
    [
      'cases',
      "UPDATE cases SET state = 'closed' WHERE rowid = 2",
      /^cases AI-2026-00000\d-\w : state diffère \(closed au lieu de \w+\)$/,
    ],
    [
      'cases',
      "UPDATE cases SET applicant = 'secret@alba.example' WHERE rowid = 1",
      /^cases AI-2026-000001-\w : applicant diffère$/,
    ],
    ['messages', "UPDATE messages SET note = 'secret' WHERE id = 3", /^messages 3 : note diffère$/],
    ['messages', 'DELETE FROM messages WHERE id = 7', /^messages 7 : ligne absente$/],
    ['case_messages', 'DELETE FROM case_messages', /^case_messages AI-2026-000001-\w [0-9a-f]{64} : ligne absente$/],
    ['outbox', "UPDATE outbox SET reply = '250 other' WHERE id = 1", /^outbox <.*> : reply diffère$/],
    ['outbox', "UPDATE outbox SET message_id = 'x' WHERE id = 1", /^outbox .* : ligne/],
    [
      'authorisations',
      'UPDATE authorisations SET event = 1',
      /^authorisations \w+ : event diffère \(1 au lieu de \d+\)$/,
    ],
    [
      'counters',
      "UPDATE counters SET last = 9 WHERE procedure = 'importAuthorisation'",
      /^counters \w+ 2026 : last diffère \(9 au lieu de 4\)$/,
    ],
    [
      'counters',
      "INSERT INTO counters VALUES ('correspondence', '1999', 1)",
      /^counters correspondence 1999 : ligne que le journal ne connaît pas$/,
    ],
  ])('of which a row of %s is changed (%s) are not those of the journal, and say no more', async (_, sql, expected) => {
    const found = await afterwards((db) => db.exec(sql));
    expect(found.journal).toBeUndefined();
    expect(found.tables).toHaveLength(1);
    expect(found.tables?.[0]).toMatch(expected);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

describe('the guards and the file', () => {
  it('are named when one is gone or changed', async () => {
    const paths = copyOf(storage);
    const db = new Database(paths.register);
    db.exec('DROP TRIGGER events_never_go; DROP INDEX outbox_by_state; CREATE TABLE notes (a TEXT)');
    db.close();
    expect(faults(await prove(paths))).toEqual({
      schema: [
        'events_never_go : absent de la base',
        'outbox_by_state : absent de la base',
        'notes : inconnu de ce programme',
      ],
    });
  });

  it('are named when the file is damaged, or none of ours', async () => {
    const references = await afterwards((db) =>
      db.exec('DELETE FROM locations; UPDATE messages SET case_reference = NULL; DELETE FROM counters'),
    );
    expect(references.file).toBeUndefined();
    const orphan = await afterwards((db) => db.exec('UPDATE locations SET message = 999 WHERE uid = 1'));
    expect(orphan.file?.[0]).toMatch(/^locations .*renvoie à une ligne absente de messages$/);
    const paths = copyOf(storage);
    const bytes = readFileSync(paths.register);
    bytes.fill(0xff, 4096 * 3, 4096 * 5);
    writeFileSync(paths.register, bytes);
    expect(isClean((await prove(paths)) ?? expect.fail('no proof'))).toBe(false);
    expect(faults(await prove(paths)).file).toHaveLength(1);
    writeFileSync(paths.register, 'not a database, but long enough to be opened as one'.repeat(100));
    expect(faults(await prove(paths)).file?.[0]).toMatch(/illisible/);
  });
});

describe('the letters', () => {
  /** The journal says the same as the tables: only the promise between them is broken. */
  const unnoticed = (sql: string) => afterwards((db) => db.exec(sql));

  it.each([
    [
      'DELETE FROM outbox WHERE id = 2',
      /^événement \d+, dossier AI-2026-\d+-\w : annonce une lettre qui n’existe pas$/,
    ],
    [
      "UPDATE events SET kind = 'letterQueue' WHERE kind = 'letterQueued' AND seq < 10",
      /^lettre <.*> : aucun événement du dossier ne l’annonce$/,
    ],
    ['UPDATE outbox SET composed = NULL WHERE id = 1', /^lettre <.*> : acceptée sans les octets/],
    ["UPDATE outbox SET reply = '' WHERE id = 1", /^lettre <.*> : acceptée sans les octets/],
    ['UPDATE outbox SET settled_at = NULL WHERE id = 1', /^lettre <.*> : acceptée sans les octets/],
    [
      "UPDATE events SET body = replace(body, 'Message-ID: <', 'Message-ID: <x') WHERE kind = 'letterHandedOver'",
      /^lettre <.*> : ses octets ne portent pas/,
    ],
    ["UPDATE events SET kind = 'letterWritten' WHERE kind = 'letterSettled'", /^événement \d+ : écrite deux fois/],
  ])('that break a promise are named: %s', async (sql, expected) => {
    const { outbox } = await unnoticed(sql);
    expect(outbox).toHaveLength(1);
    expect(outbox?.[0]).toMatch(expected);
  });

  it('under way are told, and are no fault', async () => {
    const paths = copyOf(storage);
    const db = new Database(paths.register);
    db.exec("UPDATE outbox SET state = 'sending' WHERE id = 1");
    db.close();
    expect((await prove(paths))?.notices).toEqual([
      expect.stringMatching(
        /^1 lettre\(s\) remise\(s\) au serveur sans réponse encore écrite : <.*> depuis 2026-06-01T/,
      ),
    ]);
  });
});

describe('the archive', () => {
  const files = (archive: string) =>
    readdirSync(archive, { recursive: true, encoding: 'utf8' })
      .filter((each) => each.endsWith('.eml'))
      .map((each) => join(archive, each));

  const damaged = async (damage: (file: string) => void) => {
    const paths = copyOf(storage);
    const [file = ''] = files(paths.archive);
    damage(file);
    return { file, found: faults(await prove(paths)) };
  };

  it('of which a mail is gone, cut or altered names it', async () => {
    const gone = await damaged(unlinkSync);
    expect(gone.found.archive).toEqual([
      expect.stringMatching(new RegExp(`^messages \\d+, ${gone.file} : absent de l’archive$`)),
    ]);
    const cut = await damaged((file) => truncateSync(file, 100));
    expect(cut.found.archive).toEqual([
      expect.stringMatching(/^messages \d+, .* : 100 octets au lieu de \d+$/),
      `${cut.file} : ses octets ne sont pas ceux de son nom`,
    ]);
    const altered = await damaged((file) => {
      const bytes = readFileSync(file);
      bytes[50] = (bytes[50] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    });
    expect(altered.found.archive).toEqual([`${altered.file} : ses octets ne sont pas ceux de son nom`]);
  });

  it('tells what was written aside and never placed, and what is not its own', async () => {
    const paths = copyOf(storage);
    const [file = ''] = files(paths.archive);
    appendFileSync(`${file}.123-1.tmp`, 'half');
    mkdirSync(join(paths.archive, 'zz'));
    appendFileSync(join(paths.archive, 'zz', 'notes.txt'), 'x');
    const proof = await prove(paths);
    expect(faults(proof)).toEqual({});
    expect(proof?.notices).toEqual([
      `1 fichier(s) d’une écriture interrompue ou en cours : ${file}.123-1.tmp`,
      `1 fichier(s) que l’archive ne connaît pas : ${join(paths.archive, 'zz', 'notes.txt')}`,
    ]);
  });
});
