import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { readMessage } from '../../parsers/read.ts';
import type { Submission } from '../../worker/domain/submission.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { buildOutlookMessage } from '../builders/outlook.ts';

async function read(bytes: Uint8Array): Promise<Submission> {
  const request = { bytes, sha256: sha256(bytes), ownAddresses: [mailboxes.import], headersOnly: undefined, skip: [] };
  return (await readMessage(request)).submission;
}

const strengths = (submission: Submission) =>
  submission.documents.flatMap(({ part, readings }) =>
    readings.flatMap(({ field, raw, source }) => (field === 'strength' ? [[part, raw, source.place]] : [])),
  );

const hugo = { address: 'h.lenoir@tilleul.example', name: 'Hugo Lenoir' };
const request = 'Demande d’autorisation d’importation\n\nDosage : 5 mg\n\nCi-joint le formulaire.';
const head = (from: string) => `De : ${from}\nEnvoyé : lundi 1 juin 2026 09:30\nÀ : Claire Aubert\nObjet : Demande\n\n`;
const forwarded = (from: string) => `Bonjour, pour traitement.\nDosage : 1 mg\n\n${head(from)}${request}`;

describe('a mail that hands on a request in its text', () => {
  it('is read with it, each value at its line, and tells who asked', async () => {
    const found = await read(
      buildMail({ subject: 'TR: Demande', text: forwarded('Hugo Lenoir <h.lenoir@tilleul.example>') }),
    );
    expect(strengths(found)).toEqual([
      ['', '1 mg', { kind: 'line', line: 2 }],
      ['', '5 mg', { kind: 'line', line: 11 }],
    ]);
    expect(found.forwardedFrom).toEqual(hugo);
    expect(found.intent.kind).toBe('importRequest');
    expect(found.announcesAttachments).toBe(true);
  });

  it('is read alone when it answers', async () => {
    const found = await read(
      buildMail({ subject: 'RE: Demande', text: forwarded('Hugo Lenoir <h.lenoir@tilleul.example>') }),
    );
    expect(strengths(found)).toEqual([['', '1 mg', { kind: 'line', line: 2 }]]);
    expect(found.forwardedFrom).toBeUndefined();
    expect(found.announcesAttachments).toBe(false);
  });

  it('is read alone when what it hands on is a letter of ours', async () => {
    const found = await read(buildMail({ subject: 'TR: Demande', text: forwarded(`Agence <${mailboxes.import}>`) }));
    expect(strengths(found)).toHaveLength(1);
    expect(found.forwardedFrom).toBeUndefined();
  });
});

describe('a mail that carries a request', () => {
  const inner = { from: 'Hugo Lenoir <h.lenoir@tilleul.example>', subject: 'Dossier', text: request };
  const outlook = buildOutlookMessage({
    subject: 'Dossier',
    senderName: hugo.name,
    senderAddress: hugo.address,
    text: request,
  });

  it.each([
    ['a mail', 'd.eml', buildMail(inner)],
    ['an Outlook message', 'd.msg', outlook],
    [
      'a forward of it',
      'd.eml',
      buildMail({ subject: 'TR: Dossier', text: forwarded('Hugo Lenoir <h.lenoir@tilleul.example>') }),
    ],
  ])('is read with it and tells who asked, as %s', async (_, name, content) => {
    const found = await read(
      buildMail({ subject: 'TR: Dossier', text: 'Pour traitement.', attachments: [{ name, content }] }),
    );
    expect(strengths(found)).toContainEqual(['2', '5 mg', expect.anything()]);
    expect(found.forwardedFrom).toEqual(hugo);
    expect(found.intent.kind).toBe('importRequest');
  });

  it('tells nobody when it only attaches it', async () => {
    const attachments = [{ name: 'echange.eml', content: buildMail(inner) }];
    const found = await read(buildMail({ subject: 'Question', text: 'Voir notre échange.', attachments }));
    expect(strengths(found)).toEqual([['2', '5 mg', { kind: 'line', line: 3 }]]);
    expect(found.forwardedFrom).toBeUndefined();
  });

  it('tells nobody when it carries several', async () => {
    const attachments = ['a', 'b'].map((name) => ({
      name: `${name}.eml`,
      content: buildMail({ ...inner, subject: name }),
    }));
    expect((await read(buildMail({ subject: 'TR: Dossiers', text: 'x', attachments }))).forwardedFrom).toBeUndefined();
  });

  it('takes no value from a letter of ours', async () => {
    const attachments = [{ name: 'a.eml', content: buildMail({ ...inner, from: `Agence <${mailboxes.import}>` }) }];
    const found = await read(buildMail({ subject: 'TR: Dossier', text: 'Voir.', attachments }));
    expect(strengths(found)).toEqual([]);
    expect(found.forwardedFrom).toBeUndefined();
    expect(found.documents.map(({ kind }) => kind)).toContain('attachedMail');
  });
});

describe('a mail signed as a whole', () => {
  it('says what its signed text says, and is nobody else’s', async () => {
    const bytes = readFileSync(join(import.meta.dirname, '../fixtures/opening/signe-opaque.eml'));
    const found = await read(bytes);
    expect(strengths(found)).toEqual([['1', '5 mg', { kind: 'line', line: 5 }]]);
    expect(found.announcesAttachments).toBe(true);
    expect(found.forwardedFrom).toBeUndefined();
    expect(found.documents.find(({ kind }) => kind === 'attachedMail')?.notes).toEqual(['electronicSignature']);
    expect(found.documents.map(({ part, file }) => `${part} ${file}`)).toContain('1.2 formulaire.pdf');
  });
});

describe('a container that stopped an earlier try', () => {
  it('is named, and the rest of the mail is read', async () => {
    const bytes = buildMail({
      text: request,
      attachments: [{ name: 'd.msg', content: buildOutlookMessage({ subject: 'x' }) }],
    });
    const headersOnly = undefined;
    const { submission } = await readMessage({
      bytes,
      sha256: sha256(bytes),
      ownAddresses: [],
      headersOnly,
      skip: ['2'],
    });
    expect(submission.documents.find(({ part }) => part === '2')).toMatchObject({
      kind: 'unreadable',
      reason: 'tooHeavy',
    });
    expect(strengths(submission)).toHaveLength(1);
  });
});

describe('a text beyond the caps', () => {
  const long = Array.from({ length: 9000 }, (_, index) => `Ligne ${index} d’une très longue lettre`).join('\n');
  const notes = async (text: string) => (await read(buildMail({ text }))).documents[0]?.notes;

  it('is told to be read in part', async () => {
    expect(await notes(long)).toEqual(['cutShort']);
  });

  it('is not when only the history is cut off', async () => {
    expect(await notes(`Dosage : 5 mg\n\nLe 1 juin 2026, Agence a écrit :\n${long}`)).toBeUndefined();
  });
});
