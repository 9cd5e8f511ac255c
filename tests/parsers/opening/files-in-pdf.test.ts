import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../data/archive.ts';
import { limits } from '../../../parsers/limits.ts';
import { readMessage } from '../../../parsers/read.ts';

import { caseFile } from '../../../worker/domain/case-file.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { isWhollyRead } from '../../../worker/rules/unread.ts';
import { buildMail } from '../../builders/mail.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/pdf', name));

async function read(content: Uint8Array) {
  const bytes = buildMail({ text: 'Bonjour,', attachments: [{ name: 'dossier.pdf', content: Buffer.from(content) }] });
  const request = { bytes, sha256: sha256(bytes), ownAddresses: [], headersOnly: undefined, skip: [] };
  return (await readMessage(request)).submission;
}

/** `2 requestLetter dossier.pdf` */
const told = (documents: readonly Document[]) =>
  documents
    .filter(({ part }) => part !== '')
    .map((each) => {
      const reason = each.kind === 'unreadable' ? ` ${each.reason}` : '';
      return `${each.part} ${each.kind} ${each.file}${reason}`;
    });

interface Draft {
  readonly files: Record<string, string | Uint8Array>;
  readonly isPortfolio?: boolean;
}

async function pdfWith({ files, isPortfolio = false }: Draft): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage().drawText('Bordereau de transmission au service');
  if (isPortfolio) document.catalog.set(PDFName.of('Collection'), document.context.obj({ View: 'T' }));
  for (const [name, content] of Object.entries(files)) await document.attach(Buffer.from(content), name);
  return document.save();
}

const invoice = '<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm="urn:x"/>';

describe('a PDF that holds files', () => {
  it.each(['attached-by-pdftk.pdf', 'attached-by-qpdf.pdf', 'attached-owner-password.pdf'])(
    'is read itself, and they below it: %s',
    async (name) => {
      const { documents } = await read(fixture(name));
      expect(told(documents)).toEqual([
        '2 requestLetter dossier.pdf',
        '2.1 importForm formulaire.pdf',
        '2.2 imputationTable tableau.csv',
      ]);
      for (const each of documents.slice(1, 3)) expect(each.readings.length).toBeGreaterThan(0);
    },
  );

  it('that is a portfolio is no reason to ask for anything again', async () => {
    const submission = await read(
      await pdfWith({ files: { 'formulaire.pdf': fixture('colons.pdf') }, isPortfolio: true }),
    );
    expect(told(submission.documents)).toEqual(['2 other dossier.pdf', '2.1 importForm formulaire.pdf']);
  });

  it('that is a portfolio of nothing is not read', async () => {
    const { documents } = await read(await pdfWith({ files: {}, isPortfolio: true }));
    expect(told(documents)).toEqual(['2 unreadable dossier.pdf formatNotRead']);
  });

  it('is wholly read without the data that an electronic invoice holds for programs', async () => {
    const submission = await read(await pdfWith({ files: { 'factur-x.xml': invoice } }));
    expect(told(submission.documents)).toEqual(['2 other dossier.pdf', '2.1 other factur-x.xml']);
    expect(submission.documents.at(-1)?.recognisedBy).toBe('données XML jointes à un PDF, format non lu');
    expect(isWhollyRead(caseFile([submission]))).toBe(true);
  });

  it.each([
    ['a portfolio of data', { files: { 'donnees.xml': invoice }, isPortfolio: true }],
    ['a file of a format that is not read', { files: { 'dossier.7z': '7z\u00bc\u00af\u0027\u001c' } }],
    ['a damaged archive', { files: { 'dossier.zip': 'PK\u0003\u0004' } }],
  ])('is not wholly read with %s in it', async (_, draft) => {
    const submission = await read(await pdfWith(draft));
    expect(isWhollyRead(caseFile([submission]))).toBe(false);
  });

  it('is opened as deep as the caps allow, and says where it was not', async () => {
    let content = await pdfWith({ files: { 'note.txt': 'Bonjour' } });
    for (let level = 0; level < limits.depth; level++) content = await pdfWith({ files: { 'dedans.pdf': content } });
    const found = (await read(content)).documents.filter(({ part }) => part !== '');
    expect(found).toHaveLength(limits.depth);
    expect(found.map(({ kind }) => kind)).toEqual(found.map(() => 'other'));
    expect(found.filter(({ notes = [] }) => notes.includes('cutShort'))).toEqual([found.at(-1)]);
  });

  it('counts its files against the cap of the mail', async () => {
    const files = Object.fromEntries(Array.from({ length: limits.parts + 200 }, (_, at) => [`${at}.txt`, `${at}`]));
    const { documents } = await read(await pdfWith({ files }));
    const opened = documents.filter((each) => each.part !== '' && each.kind !== 'unreadable');
    expect(opened.length).toBeLessThanOrEqual(limits.parts);
    expect(documents.find(({ part }) => part === '2')?.notes).toEqual(['cutShort']);
  }, 20_000);
});
