import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPdfDocument } from '../../../parsers/documents/pdf-document.ts';
import { readPdf } from '../../../parsers/pdf/read-pdf.ts';
import { readXml } from '../../../parsers/pdf/xfa-xml.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import { rawByField, where } from '../../builders/printed-page.ts';
import { xfaField, xfaPdf, xfaPdfInOne } from '../../builders/xfa-pdf.ts';

async function read(bytes: Uint8Array) {
  const attachment = { ...where, file: 'f.pdf', size: bytes.length, sha256: 'a'.repeat(64) as Sha256 };
  const [only] = await readPdfDocument(bytes, attachment);
  if (only === undefined) throw new Error('no document');
  return only;
}

const template = `<subform name="form1"><draw><value><text>Demande d’autorisation d’importation de médicament</text></value></draw><subform name="page1">
${xfaField('z1', 'Importateur')}${xfaField('z2', 'Adresse de l’importateur')}${xfaField('z3', 'Nom de marque')}${xfaField('z4', 'Dosage')}
<subform>${xfaField('z5', 'Pays de provenance', '<items><text>Allemagne</text><text>Suisse</text></items><items save="1"><text>DE</text><text>CH</text></items>')}</subform>
<exclGroup name="z6"><caption><value><text>Type d’opération</text></value></caption>
<field><ui><checkButton/></ui><caption><value><text>Opération unique</text></value></caption><items><text>1</text></items></field>
<field><ui><checkButton/></ui><caption><value><text>Série d’opérations</text></value></caption><items><text>2</text></items></field></exclGroup>
<field name="z7"><ui><checkButton/></ui><caption><value><text>Étude analytique, pharmacologique ou toxicologique</text></value></caption><items><integer>1</integer><integer>0</integer></items></field>
<field name="z8"><ui><checkButton/></ui><caption><value><text>Recherche impliquant la personne humaine</text></value></caption><items><integer>1</integer><integer>0</integer></items></field>
<field name="z9"><bind match="dataRef" ref="$record.medicament.voie"/><caption><value><text>Voie d’administration</text></value></caption></field>
</subform></subform>`;

const data = `<form1><page1><z1>Laboratoires Aubraie</z1><z2>14 allée des Peupliers
45999 Aubraie-sur-Loire</z2><z3>Néravoxa &amp; Cie</z3><z4>25 mg</z4><z5>CH</z5><z6>2</z6><z7>1</z7><z8>0</z8></page1><medicament><voie>orale</voie></medicament></form1>`;

const expected = {
  importerName: 'Laboratoires Aubraie',
  importerAddress: '14 allée des Peupliers\n45999 Aubraie-sur-Loire',
  brandName: 'Néravoxa & Cie',
  strength: '25 mg',
  provenanceCountry: 'Suisse',
  scope: 'Série d’opérations',
  purpose: 'Étude analytique, pharmacologique ou toxicologique',
  route: 'orale',
};

describe('a dynamic XFA form', () => {
  it.each([
    ['in packets', xfaPdf],
    ['in one stream', xfaPdfInOne],
  ])('is read by its data, and by the captions of its template, %s', async (_, build) => {
    const document = await read(build({ template, data }));
    expect(document).toMatchObject({ kind: 'importForm', recognisedBy: expect.stringContaining('titre') as string });
    expect(rawByField(document.readings)).toEqual(expected);
    expect(document.readings[0]?.source.place).toEqual({ kind: 'field', name: 'form1.page1.z1', page: undefined });
  });

  it('without a template is read by the names in its data', async () => {
    const document = await read(
      xfaPdf({ data: '<form><importateur_nom>Aubraie SA</importateur_nom><dosage>5 mg</dosage></form>' }),
    );
    expect(rawByField(document.readings)).toEqual({ importerName: 'Aubraie SA', strength: '5 mg' });
  });

  it('that is blank gives nothing', async () => {
    const document = await read(xfaPdf({ template, data: '<form1><page1><z1/><z7>0</z7></page1></form1>' }));
    expect(document).toMatchObject({ kind: 'importForm', readings: [] });
  });

  it('keeps the words of formatted text, a line for each paragraph', async () => {
    const rich =
      '<composition><body xmlns="http://www.w3.org/1999/xhtml"><p>fluvoxadine <b>25 mg</b></p><p>lévodolone 5 mg</p></body></composition>';
    const document = await read(xfaPdf({ data: `<form>${rich}</form>` }));
    expect(rawByField(document.readings)).toEqual({ composition: 'fluvoxadine 25 mg\nlévodolone 5 mg' });
  });

  it.each([
    ['is no XML', '<a><b></a>'],
    ['declares entities', '<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>'],
    ['is nested without end', '<a>'.repeat(400) + '</a>'.repeat(400)],
  ])('whose data %s is of a format that is not read', async (_, broken) => {
    const bytes = xfaPdf({ data: broken });
    expect(await readPdf(bytes)).toEqual({ unreadable: 'formatNotRead' });
  });
});

describe('a form with both kinds of fields', () => {
  const text = (name: string, value: string, y: number) =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (${name}) /V (${value}) /Rect [60 ${y} 200 ${y + 15}] >>`;
  const fields = {
    list: '8 0 R',
    objects: ['<< /T (form1[0]) /Kids [9 0 R 10 0 R] >>', text('dosage[0]', '5 mg', 500), text('voie[0]', '', 400)],
  };
  const inForm = fields.objects.map((each, index) => (index === 0 ? each : each.replace('<<', '<< /Parent 8 0 R')));

  it('is read by its own fields, and by the data where those are empty', async () => {
    const bytes = xfaPdf({
      data: '<form1><dosage>25 mg</dosage><voie>orale</voie><importateur_nom>Aubraie SA</importateur_nom></form1>',
      fields: { list: fields.list, objects: inForm },
    });
    expect(rawByField((await read(bytes)).readings)).toEqual({
      strength: '5 mg',
      route: 'orale',
      importerName: 'Aubraie SA',
    });
  });
});

describe('any XML', () => {
  it('is a tree or nothing, and never throws', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '<c/>',
      'words',
      '&amp;',
      '&x;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x?>',
      '<p xmlns="http://www.w3.org/1999/xhtml">',
      '</p>',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const tree = readXml(text);
          expect(tree === undefined || typeof tree.name === 'string').toBe(true);
        },
      ),
    );
  });
});
