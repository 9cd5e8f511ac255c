import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOfficeDocument } from '../../../parsers/documents/office-document.ts';
import { fileType } from '../../../parsers/file-type.ts';
import type { Outside } from '../../../parsers/ports.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { docx } from '../../builders/docx.ts';
import { rawByField, where } from '../../builders/printed-page.ts';
import { importChoices, importRows } from '../../fixtures/pdf/office-forms.ts';
import { officeLayouts, parties } from '../../fixtures/pdf/office-layouts.ts';
import { wholeForm, wordLayouts } from '../../fixtures/office/word-forms.ts';

async function read(bytes: Uint8Array, outside: Outside = {}): Promise<Document> {
  const attachment = { ...where, file: 'demande', size: bytes.length, sha256: 'a'.repeat(64) as Sha256 };
  const [only, ...others] = await readOfficeDocument(bytes, attachment, await fileType(bytes, ''), outside);
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} documents`);
  return only;
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/office', name));

describe('a form made with Word is read to the letter', () => {
  it.each(Object.entries(wordLayouts))('in %s', async (_, body) => {
    const document = await read(docx(body(true)));
    expect(rawByField(document.readings)).toEqual(wholeForm);
    expect(document.kind).toBe('importForm');
  });

  it.each(Object.entries(wordLayouts))('and gives nothing while it is blank, in %s', async (_, body) => {
    expect(await read(docx(body(false)))).toMatchObject({ kind: 'importForm', readings: [] });
  });
});

describe('a form saved by LibreOffice is read to the letter', () => {
  const written = Object.fromEntries(importRows.map((row) => [row.field, row.value]));
  const chosen = Object.fromEntries(importChoices.map((choice) => [choice.field, choice.chosen]));
  const { Nom, Adresse, Ville } = parties.importer;
  const expected = Object.fromEntries(Object.keys(officeLayouts).map((layout) => [layout, written]));
  expected['ticks'] = expected['crosses'] = chosen;
  expected['parties'] = { importerName: Nom, importerAddress: `${Adresse}, ${Ville}` };

  it.each(Object.entries(expected))('as .docx, in the layout %s', async (layout, values) => {
    expect(rawByField((await read(fixture(`${layout}.docx`))).readings)).toEqual(values);
    expect(await read(fixture(`${layout}-blank.docx`))).toMatchObject({ kind: 'importForm', readings: [] });
  });

  it.each(['table', 'leaders', 'cells', 'ticks'])('as .odt, in the layout %s', async (layout) => {
    expect(rawByField((await read(fixture(`${layout}.odt`))).readings)).toEqual(expected[layout]);
  });

  it.each(['table', 'ticks'])('as .odt left blank it gives nothing, in the layout %s', async (layout) => {
    expect(await read(fixture(`${layout}-blank.odt`))).toMatchObject({ kind: 'importForm', readings: [] });
  });
});
