import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { readMessage } from '../../parsers/read.ts';
import { caseFile } from '../../worker/domain/case-file.ts';
import type { Document, Submission } from '../../worker/domain/submission.ts';
import { buildMail } from '../builders/mail.ts';
import type { FilePart } from '../builders/mime.ts';
import { xlsxOf } from '../builders/xlsx.ts';

const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../fixtures', path));

async function readBytes(bytes: Uint8Array): Promise<Submission> {
  const request = { bytes, sha256: sha256(bytes), ownAddresses: [], headersOnly: undefined, skip: [] };
  return (await readMessage(request)).submission;
}

const read = (text: string, ...attachments: FilePart[]) => readBytes(buildMail({ text, attachments }));

const told = ({ documents }: Submission) => documents.slice(1).map(({ kind, file }) => `${kind} ${file}`);
const valuesOf = (document: Document | undefined) =>
  Object.fromEntries(
    (document?.readings ?? []).map((each) => [each.field, each.state === 'parsed' ? each.value : '?']),
  );

/** A mail with nothing but this HTML, in this encoding. */
function htmlMail(html: string, charset = 'utf-8'): Buffer {
  const head = `From: a@alba.example\r\nSubject: Demande\r\nContent-Type: text/html; charset=${charset}\r\n\r\n`;
  return Buffer.from(`${head}<html><body>${html}</body></html>`, charset === 'utf-8' ? 'utf8' : 'latin1');
}

describe('a mail that is only HTML', () => {
  const request = '<p>Dosage : 5 mg</p><p>Voie d\u2019administration : orale</p>';
  const history = '<p>Dosage : 10 mg</p><p>Pays de provenance : Belgique</p>';

  it.each([
    [
      'Outlook',
      `<div id="divRplyFwdMsg"><b>De :</b> Agence &lt;import@agence.example&gt;<br><b>Envoy\u00e9 :</b> lundi 1 juin 2026 10:00<br><b>\u00c0 :</b> A<br><b>Objet :</b> x</div><div>${history}</div>`,
    ],
    [
      'Gmail',
      `<div class="gmail_quote"><div class="gmail_attr">Le lun. 1 juin 2026 \u00e0 10:00, Agence &lt;import@agence.example&gt; a \u00e9crit\u00a0:<br></div><blockquote class="gmail_quote">${history}</blockquote></div>`,
    ],
    [
      'Thunderbird',
      `<div class="moz-cite-prefix">Le 01/06/2026 \u00e0 10:00, Agence a \u00e9crit\u00a0:<br></div><blockquote type="cite">${history}</blockquote>`,
    ],
  ])('is read without the history that %s quotes', async (_, quote) => {
    const { documents } = await readBytes(htmlMail(request + quote));
    expect(valuesOf(documents[0])).toEqual({ strength: '5 mg', route: 'orale' });
  });

  it('is read in the encoding that it tells', async () => {
    const { documents } = await readBytes(
      htmlMail(
        '<p>Pays de provenance\u00a0: Su\u00e8de</p><p>Quantit\u00e9\u00a0: 1\u00a0250 bo\u00eetes</p>',
        'iso-8859-1',
      ),
    );
    expect(valuesOf(documents[0])).toMatchObject({
      provenanceCountry: 'SE',
      quantity: { count: 1250, unit: 'bo\u00eete' },
    });
  });
});

describe('files of a mail', () => {
  const form = fixture('pdf/filled-by-pdftk.pdf');

  it('are known by their content, whatever their names and types say', async () => {
    const submission = await read(
      'Bonjour,',
      { name: 'formulaire.doc', content: form, type: 'application/msword' },
      { name: 'lettre.txt', content: fixture('office/letter.docx'), type: 'application/octet-stream' },
      { name: 'tableau.pdf', content: fixture('corpus/t1-block-libreoffice.xls'), type: 'application/pdf' },
    );
    expect(told(submission)).toEqual([
      'importForm formulaire.doc',
      'requestLetter lettre.txt',
      'imputationTable tableau.pdf',
    ]);
  });

  it('that come twice are read once', async () => {
    const submission = await read('Bonjour,', { name: 'a.pdf', content: form }, { name: 'b.pdf', content: form });
    expect(told(submission)).toEqual(['importForm a.pdf']);
  });

  it('are read behind five hundred others and one of 25 MB', async () => {
    const small = Array.from({ length: 500 }, (_, at) => ({ name: `${at}.txt`, content: Buffer.from(`Note ${at}`) }));
    const large = { name: 'gros.bin', content: Buffer.alloc(25 * 1024 * 1024, 7) };
    const { documents } = await read('Bonjour,', ...small, large, { name: 'formulaire.pdf', content: form });
    expect(documents.length).toBe(503);
    expect(valuesOf(documents.at(-1))).toMatchObject({ strength: '25 mg' });
  }, 120_000);

  it('under a password are each told so, and the others are read', async () => {
    const submission = await read(
      'Bonjour,',
      { name: 'secret.pdf', content: fixture('pdf/user-password.pdf') },
      { name: 'secret.zip', content: fixture('opening/mot-de-passe.zip') },
      { name: 'formulaire.pdf', content: form },
    );
    const locked = submission.documents.filter((each) => each.kind === 'unreadable' && each.reason === 'encrypted');
    expect(locked.length).toBeGreaterThanOrEqual(2);
    expect(valuesOf(submission.documents.at(-1))).toMatchObject({ strength: '25 mg' });
  });

  it('that are announced and missing, or lie behind a link, are noticed', async () => {
    const missing = await read('Veuillez trouver ci-joint le formulaire.');
    expect([missing.announcesAttachments, told(missing)]).toEqual([true, []]);
    const linked = await read('Le dossier est ici : https://we.tl/t-AbCd1234 (sept jours).');
    expect(linked.transferLinks).toEqual(['we.tl']);
  });

  it('that disagree are a conflict with both places', async () => {
    const submission = await read('Bonjour,\n\nDosage : 10 mg\n', { name: 'formulaire.pdf', content: form });
    const { strength } = caseFile([submission]).values;
    if (strength?.state !== 'conflict') throw new Error(strength?.state);
    expect(strength.readings.map(({ raw, source }) => [raw, source.file, source.place.kind])).toEqual([
      ['25 mg', 'formulaire.pdf', 'field'],
      ['10 mg', '', 'line'],
    ]);
  });
});

describe('a workbook as operators make them', () => {
  it('is read past its title, merged headings, units, texts, hidden sheets and totals', async () => {
    const content = await xlsxOf((sheet) => {
      sheet.addRows([
        ['Tableau d\u2019imputation'],
        ['Autorisation n\u00b0 :', 'IMP-2026-0417'],
        ['Quantit\u00e9 autoris\u00e9e :', '5\u202f000 bo\u00eetes'],
        [],
        ['Op\u00e9ration', '', 'Quantit\u00e9s (bo\u00eetes)', ''],
        ['N\u00b0', 'Date', 'import\u00e9e', 'restante'],
        [1, '12 janvier 2026', '1\u00a0250', '3\u202f750'],
        [2, '03/03/26', '500 bo\u00eetes', 3250],
        ['Total', '', 1750, ''],
      ]);
      sheet.mergeCells('A5:B5');
      sheet.mergeCells('C5:D5');
      const hidden = sheet.workbook.addWorksheet('Ancien', { state: 'hidden' });
      hidden.addRows([
        ['Date', 'Quantit\u00e9 import\u00e9e'],
        ['01/02/2025', 40],
      ]);
    });
    const { documents } = await read('Bonjour,', { name: 'suivi.xlsx', content: Buffer.from(content) });
    const table = documents[1];
    if (table?.kind !== 'imputationTable') throw new Error(table?.kind);
    expect(valuesOf(table)).toEqual({
      importAuthorisationNumber: 'IMP-2026-0417',
      authorisedQuantity: { count: 5000, unit: 'bo\u00eete' },
    });
    const boxes = (count: number) => ({ count, unit: 'bo\u00eete' });
    expect(
      table.tables.map(({ hidden, entries }) => [
        hidden,
        entries.map(({ cells }) => Object.values(cells).map((each) => (each.state === 'parsed' ? each.value : '?'))),
      ]),
    ).toEqual([
      [
        false,
        [
          [1, '2026-01-12', boxes(1250), boxes(3750)],
          [2, '2026-03-03', boxes(500), boxes(3250)],
        ],
      ],
      [true, [['2025-02-01', { count: 40, unit: undefined }]]],
    ]);
  });
});
