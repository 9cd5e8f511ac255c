import { PDFCheckBox, PDFDocument, PDFHexString, PDFName, PDFRadioGroup, PDFTextField } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { exportForm, exportFormDescription } from '../../../templates/forms/export-form.ts';
import { items } from '../../../templates/forms/form-description.ts';
import type { FormDescription } from '../../../templates/forms/form-description.ts';
import { importForm, importFormDescription } from '../../../templates/forms/import-form.ts';
import type { FieldName } from '../../../worker/domain/fields.ts';
import { completeExportForm, completeImportForm, without } from '../../builders/documents.ts';

async function fieldsOf(pdf: Promise<Uint8Array>) {
  return (await PDFDocument.load(await pdf)).getForm();
}

function described<F extends FieldName>(form: FormDescription<F>) {
  return items(form).flatMap((item) => (item.kind === 'blank' ? [] : [item]));
}

describe.each([
  ['import', importFormDescription, () => importForm()],
  ['export', exportFormDescription, () => exportForm()],
] as const)('the %s form', (_, description: FormDescription<FieldName>, draw) => {
  it('is one A4 page', async () => {
    const document = await PDFDocument.load(await draw());
    expect(document.getPages().map((page) => page.getSize())).toEqual([{ width: 595.28, height: 841.89 }]);
  });

  it('has one field for each item, named in plain French', async () => {
    const names = (await fieldsOf(draw())).getFields().map((field) => field.getName());
    expect(names).toEqual(described(description).map((item) => item.name));
    expect(names.filter((name) => !/^[a-z]+(_[a-z]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells the full label of every field as its tooltip', async () => {
    const tooltips = (await fieldsOf(draw()))
      .getFields()
      .map((field) => field.acroField.dict.lookup(PDFName.of('TU'), PDFHexString).decodeText());
    expect(tooltips).toEqual(described(description).map((item) => item.tooltip ?? item.label));
  });

  it('says that it is not the official one', () => {
    expect(description.notice).toContain('n’est pas le formulaire officiel');
  });

  it('has rows that fill no more than the width', () => {
    const widths = description.sections.flatMap(({ rows }) =>
      rows.map((row) => row.reduce((sum, item) => sum + item.span, 0)),
    );
    expect(widths.filter((width) => width > 12)).toEqual([]);
  });
});

describe('a filled import form', () => {
  it('holds the text entered', async () => {
    const form = await fieldsOf(importForm(completeImportForm({ strength: '25 mg/ml' })));
    const field = form.getField('dosage');
    expect(field instanceof PDFTextField && field.getText()).toBe('25 mg/ml');
  });

  it('leaves the box of a value left out empty', async () => {
    const form = await fieldsOf(importForm(without(completeImportForm(), 'strength')));
    const field = form.getField('dosage');
    expect(field instanceof PDFTextField && field.getText()).toBeUndefined();
  });

  it('ticks each purpose chosen and no other', async () => {
    const form = await fieldsOf(importForm({ purpose: ['humanResearch', 'other'] }));
    const ticked = form.getFields().filter((field) => field instanceof PDFCheckBox && field.isChecked());
    expect(ticked.map((field) => field.getName())).toEqual(['objectif_recherche', 'objectif_autre']);
  });

  it('marks the one kind of operation chosen', async () => {
    const form = await fieldsOf(importForm({ scope: 'series' }));
    const field = form.getField('type_operation');
    expect(field instanceof PDFRadioGroup && field.getSelected()).toBe('Série d’opérations');
  });

  it('takes a route that the drop-down does not offer', async () => {
    const form = await fieldsOf(importForm({ route: 'Voie périneurale' }));
    expect(form.getDropdown('voie_administration').getSelected()).toEqual(['Voie périneurale']);
  });

  it('is the same bytes for the same values', async () => {
    const [first, second] = await Promise.all([importForm(completeImportForm()), importForm(completeImportForm())]);
    expect(Buffer.compare(first, second)).toBe(0);
  });
});

describe('a filled export declaration', () => {
  it('holds destination and type', async () => {
    const form = await fieldsOf(exportForm(completeExportForm({ declarationType: 'complementary' })));
    expect(form.getTextField('pays_de_destination').getText()).toBe('Sénégal, Côte d’Ivoire');
    expect(form.getRadioGroup('type_declaration').getSelected()).toBe('Complémentaire (DEC)');
  });
});
