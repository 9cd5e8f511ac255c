import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../parsers/documents/read-file.ts';
import { readPdfDocument } from '../../../parsers/documents/pdf-document.ts';
import { fileType } from '../../../parsers/file-type.ts';
import { startOcr } from '../../../parsers/ocr/engine.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import { fold } from '../../../worker/domain/fold.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document, Reading } from '../../../worker/domain/submission.ts';
import { completeImportForm } from '../../builders/documents.ts';
import { where } from '../../builders/printed-page.ts';
import { importChoices } from '../../fixtures/pdf/office-forms.ts';
import { kept } from '../../fixtures/scans/scans.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const ocr = startOcr();
afterAll(() => ocr.close());

const attachment = (file: string) => ({ ...where, file, size: 1, sha256: 'a'.repeat(64) as Sha256 });

async function scanned(file: string): Promise<Document> {
  const bytes = readFileSync(join(fixtures, 'scans', file));
  const [only, ...others] = await readFile(bytes, attachment(file), await fileType(bytes, ''), { ocr });
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} documents`);
  return only;
}

/** What the same page says to whoever reads its text. */
async function printed(layout: string): Promise<readonly Reading[]> {
  const isModel = layout === 'modelImport';
  const bytes = isModel ? await importForm(completeImportForm()) : readFileSync(join(fixtures, 'pdf', `${layout}.pdf`));
  return (await readPdfDocument(bytes, attachment('document.pdf')))[0]?.readings ?? [];
}

/** Letters and digits of a value: what recognition makes of spaces and typographic signs does not matter here. */
const words = (value: unknown) => fold(JSON.stringify(value)).replace(/\s/g, '');

const forms = kept.filter(({ layout }) => layout !== 'letter' && layout !== 'ticks-blank');

describe('a scanned form', () => {
  it.each(forms)('is read, and what is not sure is not understood: $file', async ({ file, layout }) => {
    const truth = await printed(layout);
    const document = await scanned(file);
    expect(document).toMatchObject({ kind: 'importForm', fromPicture: true });
    const understood = document.readings.filter((each) => each.state === 'parsed');
    const wrong = understood.filter((each) => {
      const right = truth.find(({ field }) => field === each.field);
      return right?.state !== 'parsed' || words(right.value) !== words(each.value);
    });
    expect(wrong).toEqual([]);
    expect(understood.length).toBeGreaterThanOrEqual(Math.floor(truth.length * 0.85));
    for (const { state, source } of document.readings) {
      expect(source.ocr).toBeGreaterThanOrEqual(state === 'parsed' ? 85 : 0);
      expect(source.place.kind).toBe('box');
    }
  });

  it('ticked with a pen gives the answers whose boxes are dark, strokes reaching over their boxes', async () => {
    const { readings } = await scanned('pen.jpg');
    const answers = [importChoices[0]?.answers[1], importChoices[1]?.answers[1], importChoices[2]?.answers[3]];
    expect(readings.map((each) => [each.field, words(each.raw)])).toEqual([
      ['applicantCategory', words(answers[0])],
      ['scope', words(answers[1])],
      ['purpose', words(answers[2])],
    ]);
  });
});

it('a faxed letter that lies on its head is read as a letter', async () => {
  const document = await scanned('letter-on-its-head.tif');
  expect(document).toMatchObject({ kind: 'requestLetter', fromPicture: true });
  const fields = document.readings.map((each) => each.field);
  expect(fields).toContain('justification');
});
