import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOfficeText, type OfficeText } from '../../../parsers/office/read-office-text.ts';
import { odt, odtStylesPart } from '../../builders/odt.ts';

function opened(bytes: Uint8Array): OfficeText {
  const found = readOfficeText(bytes);
  if ('unreadable' in found) throw new Error(found.unreadable);
  return found;
}

const read = (...parts: Parameters<typeof odt>) => opened(odt(...parts)).content;
const linesOf = (...parts: Parameters<typeof odt>) => read(...parts).text.split('\n');
const fieldsIn = (bytes: Uint8Array) =>
  opened(bytes).content.fields.map(({ name, kind, value }) => [name, kind, value]);
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/office', name));

describe('the text of an OpenDocument file', () => {
  it('has a line for each paragraph, heading, item of a list and row of a table', () => {
    const cells = (...texts: string[]) =>
      texts.map((each) => `<table:table-cell><text:p>${each}</text:p></table:table-cell>`).join('');
    const body = `<text:h>Titre</text:h><text:list><text:list-item><text:p>Un</text:p></text:list-item></text:list><table:table><table:table-header-rows><table:table-row>${cells('Forme', 'Gélule')}</table:table-row></table:table-header-rows><table:table-row>${cells('Voie', 'orale')}</table:table-row></table:table><text:p>Fin</text:p>`;
    expect(linesOf(body)).toEqual(['Titre', 'Un', 'Forme  Gélule', 'Voie  orale', 'Fin']);
  });

  it('has its spaces, tabs and line ends as the format writes them', () => {
    const body = `<text:p>Dosage<text:s text:c="2"/>:\n   25<text:line-break/>mg<text:tab/>fin</text:p>`;
    expect(linesOf(body)).toEqual(['Dosage : 25', 'mg  fin']);
  });

  it.each([
    [
      'deletions',
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>5 mg</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>25 mg</text:p>',
    ],
    ['comments', '<text:p>25 mg<office:annotation><text:p>à vérifier</text:p></office:annotation></text:p>'],
    ['hidden text', '<text:p>25 mg<text:hidden-text text:string-value="5 mg">5 mg</text:hidden-text></text:p>'],
    ['letters that are not shown', '<text:p>25 mg<text:span text:style-name="H">5 mg</text:span></text:p>'],
    [
      'sections that are not shown',
      '<text:section text:display="none"><text:p>5 mg</text:p></text:section><text:p>25 mg</text:p>',
    ],
    ['prompts', '<text:p>25 mg<text:placeholder>&lt;Dosage&gt;</text:placeholder></text:p>'],
    [
      'inputs that show their name',
      '<text:p>25 mg<text:text-input text:description="Dosage">Dosage</text:text-input></text:p>',
    ],
    [
      'controls that show a prompt',
      '<text:p>25 mg<loext:content-control loext:showing-place-holder="true">Cliquez</loext:content-control></text:p>',
    ],
  ])('leaves out %s', (_, body) => {
    const hidden =
      '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>';
    expect(linesOf(body, hidden)).toEqual(['25 mg']);
  });

  it('has text boxes behind their paragraph, footnotes at the end', () => {
    const note =
      '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body></text:note>';
    const frame = '<draw:frame><draw:text-box><text:p>Cadre</text:p></draw:text-box></draw:frame>';
    expect(linesOf(`<text:p>Un${note}${frame}</text:p><text:p>Deux</text:p>`)).toEqual(['Un', 'Cadre', 'Deux', 'Note']);
  });

  it('has headers and footers once, those that are shown', () => {
    const line = (kind: string, text: string, more = '') =>
      `<style:${kind} ${more}><text:p>${text}</text:p></style:${kind}>`;
    const master = `<style:master-page>${line('header', 'Aubraie')}${line('header-left', 'Aubraie')}${line('header-first', 'Autre', 'style:display="false"')}${line('footer', 'SIRET')}</style:master-page>`;
    expect(linesOf('<text:p>Objet</text:p>', '', { 'styles.xml': odtStylesPart(master) })).toEqual([
      'Aubraie',
      'Objet',
      'SIRET',
    ]);
  });

  it.each([
    ['where LibreOffice broke the page last', '<text:p>Un</text:p><text:soft-page-break/><text:p>Deux</text:p>'],
    ['before a paragraph', '<text:p>Un</text:p><text:p text:style-name="B">Deux</text:p>'],
    [
      'between rows',
      '<table:table><table:table-row><table:table-cell><text:p>Un</text:p></table:table-cell></table:table-row><text:soft-page-break/><table:table-row><table:table-cell><text:p>Deux</text:p></table:table-cell></table:table-row></table:table>',
    ],
  ])('breaks its pages %s', (_, body) => {
    const style =
      '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>';
    expect(read(body, style).text).toBe('Un\fDeux');
  });

  it('has cells at the edges of their columns, also beside covered ones', () => {
    const style =
      '<style:style style:name="C" style:family="table-column"><style:table-column-properties style:column-width="5cm"/></style:style>';
    const cell = (text: string, more = '') => `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const body = `<table:table><table:table-column table:style-name="C" table:number-columns-repeated="3"/><table:table-row>${cell('A')}${cell('B')}${cell('C')}</table:table-row><table:table-row>${cell('Large', 'table:number-columns-spanned="2"')}<table:covered-table-cell/>${cell('Fin')}</table:table-row></table:table>`;
    const [a, b, c, wide, end] = read(body, style).segments.map((each) => each.x);
    expect((b ?? 0) - (a ?? 0)).toBeCloseTo(141.7, 1);
    expect([wide, end]).toEqual([a, c]);
  });
});

describe('the named fields of an OpenDocument file', () => {
  it('are those of its forms, its inputs and its variables', () => {
    expect(fieldsIn(fixture('controls.odt'))).toEqual([
      ['dosage', 'text', '25 mg'],
      ['serie', 'checkbox', 'Oui'],
      ['unique', 'checkbox', 'Off'],
      ['pays_provenance', 'choice', 'Portugal'],
      ['forme pharmaceutique', 'text', 'Gélule'],
      ['voie', 'text', 'voie orale'],
    ]);
  });

  it('stand in the text with their answers', () => {
    const { text } = opened(fixture('controls.odt')).content;
    expect(text.split('\n')).toEqual([
      'Laboratoires Aubraie – 14 allée des Peupliers',
      'Dosage : 25 mg',
      '☒ Série d’opérations',
      '☐ Opération unique',
      'Pays de provenance : Portugal',
      'Forme pharmaceutique : Gélule',
      'Voie d’administration : voie orale',
      'Code CIP :',
    ]);
  });

  it('of a Word file are kept by LibreOffice', () => {
    expect(opened(fixture('word-fields.odt')).content.text.split('\n')).toEqual([
      'Dosage : 25 mg',
      '☒ Série d’opérations',
      'Voie d’administration : injectable',
      'Forme pharmaceutique : Gélule',
      'Pays de provenance :',
      '☒ Pharmacie à usage intérieur',
      '☐ Établissement pharmaceutique',
    ]);
    expect(fieldsIn(fixture('word-fields.odt'))).toEqual([['dosage', 'text', '25 mg']]);
  });
});

describe('what staff should know', () => {
  it('macros', () => {
    const found = opened(odt('<text:p>Texte</text:p>', '', { 'Basic/Standard/Module1.xml': 'x' }));
    expect(found.notes).toEqual(['macros']);
  });

  it.each([
    ['http://image.example/a.png', ['externalLinks']],
    ['../../secret.png', ['externalLinks']],
    ['Pictures/a.png', []],
  ])('pictures that lie elsewhere: %s', (target, notes) => {
    const image = `<draw:frame><draw:image xlink:href="${target}"/></draw:frame>`;
    expect(opened(odt(`<text:p>Texte${image}</text:p>`)).notes).toEqual(notes);
  });
});

it('a password is recognised', () => {
  const manifest =
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  expect(readOfficeText(odt('', '', { 'META-INF/manifest.xml': manifest }))).toEqual({ unreadable: 'encrypted' });
});
