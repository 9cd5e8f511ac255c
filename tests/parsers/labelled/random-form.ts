import { formLabels } from '../../../data/reference/form-labels.ts';
import { isAmbiguous } from '../../../parsers/labelled/labels.ts';
import type { Segment } from '../../../parsers/page-content.ts';
import type { FieldName } from '../../../worker/domain/fields.ts';

/** A form set at random: what stands on its page, and what was written for each of its fields (empty: left blank). */
export interface RandomForm {
  readonly shape: string;
  readonly segments: readonly Segment[];
  readonly written: ReadonlyMap<FieldName, string>;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A form in a shape drawn from the seed: where its labels stand, how they look, what is left blank, what surrounds them.
 * A `blank` one asks the same and has no answer.
 */
export function randomForm(seed: number, { blank = false } = {}): RandomForm {
  const chance = seeded(seed);
  const style = { ...randomStyle(chance), ...(blank ? { blankShare: 1, strangers: 0 } : {}) };
  const page = new Page(chance, style);
  page.line(style.left, pick(chance, titles), { size: 13, font: style.labelFont });
  page.y -= 12;
  const fields = shuffled(chance, Object.keys(values) as FieldName[]).slice(0, 8 + Math.floor(chance() * 9));
  const written = new Map<FieldName, string>();
  const items = fields.map((field) => {
    const value = chance() < style.blankShare ? '' : pick(chance, values[field] ?? ['']);
    written.set(field, value);
    return { label: page.labelText(pick(chance, clearLabels(field).slice(0, style.synonyms))), value };
  });
  for (let at = 1; at < items.length; at += 3) {
    if (chance() < style.strangers)
      items.splice(at, 0, { label: page.labelText(pick(chance, strangers)), value: pick(chance, strange) });
  }
  page.form(items);
  if (chance() < 0.6) page.small(style.left, 40, pick(chance, footers));
  return { shape: JSON.stringify(style), segments: page.segments, written };
}

/** Labels that mean the same anywhere; « Fonction » or « Dénomination » mean what their heading is about. */
function clearLabels(field: FieldName): readonly string[] {
  return formLabels[field].filter((each) => !isAmbiguous(each));
}

type Chance = () => number;
type Item = { readonly label: string; readonly value: string };
type Style = ReturnType<typeof randomStyle>;

const layouts = ['beside', 'above', 'grid', 'besideGrid', 'inline', 'leaders', 'bold', 'indented'] as const;

function randomStyle(chance: Chance) {
  const layout = pick(chance, layouts);
  return {
    layout,
    left: 36 + Math.floor(chance() * 36),
    labelSize: 7 + Math.floor(chance() * 4),
    valueSize: 8 + Math.floor(chance() * 4),
    // In one font, a label and the value behind one space would be one stretch of words.
    labelFont: chance() < 0.6 || layout === 'bold' ? 'bold' : 'plain',
    colon: layout === 'inline' || chance() < 0.5,
    star: chance() < 0.15,
    numbered: chance() < 0.2,
    capitals: chance() < 0.2,
    labelWidth: 110 + Math.floor(chance() * 130),
    rowGap: 2 + Math.floor(chance() * 14),
    underGap: 1 + Math.floor(chance() * 5),
    middle: chance() < 0.2,
    help: chance() < 0.3 ? chance() * 0.5 : 0,
    blankShare: chance() < 0.5 ? chance() * 0.5 : 0,
    strangers: chance() < 0.5 ? 0.5 : 0,
    synonyms: chance() < 0.5 ? 3 : 40,
  };
}

class Page {
  readonly segments: Segment[] = [];
  y = 780;
  private number = 1;
  private counted = 0;

  private readonly chance: Chance;
  private readonly style: Style;

  constructor(chance: Chance, style: Style) {
    this.chance = chance;
    this.style = style;
  }

  labelText(label: string): string {
    const { capitals, numbered, star, colon } = this.style;
    this.counted += 1;
    const words = capitals ? label.toUpperCase() : label.charAt(0).toUpperCase() + label.slice(1);
    return `${numbered ? `${this.counted}. ` : ''}${words}${star ? '\u00a0*' : ''}${colon ? '\u00a0:' : ''}`;
  }

  line(x: number, text: string, look: { size: number; font: string }): void {
    this.put(x, this.y, text, look);
    this.y -= look.size * 1.2;
  }

  small(x: number, y: number, text: string): void {
    this.put(x, y, text, { size: 7, font: 'plain' });
  }

  form(items: readonly Item[]): void {
    const { layout } = this.style;
    const columns = layout === 'grid' || layout === 'besideGrid' ? 2 : 1;
    for (let at = 0; at < items.length; at += columns) {
      if (this.y < 130) this.newPage();
      const top = this.y;
      const ends = items.slice(at, at + columns).map((item, column) => {
        this.y = top;
        this.item(item, this.style.left + column * 262, columns === 1 ? 520 : 250);
        return this.y;
      });
      this.y = Math.min(...ends) - this.style.rowGap;
    }
  }

  private item(item: Item, x: number, width: number): void {
    switch (this.style.layout) {
      case 'beside':
      case 'besideGrid':
        this.beside(item, x, width);
        break;
      case 'above':
      case 'grid':
        this.above(item, x, width);
        break;
      case 'indented':
        this.above(item, x, width, 14);
        break;
      case 'inline':
        this.wrapped(x, `${item.label} ${item.value}`, width, this.value);
        break;
      case 'bold':
        this.run(item, x, width);
        break;
      case 'leaders':
        this.leaders(item, x, width);
    }
  }

  private beside({ label, value }: Item, x: number, width: number): void {
    const labelWidth = width < 300 ? Math.min(this.style.labelWidth, 110) : this.style.labelWidth;
    const top = this.y;
    this.wrapped(x, label, labelWidth - 6, this.label);
    this.help(x, labelWidth - 6);
    const under = this.y;
    this.y = top;
    const lines = wrap(value, width - labelWidth, this.value);
    // In tall cells the label stands in the middle: the value begins higher.
    if (this.style.middle && lines.length === 1 && under < top - 15) this.y = (top + under) / 2;
    this.wrapped(x + labelWidth, value, width - labelWidth, this.value);
    this.y = Math.min(under, this.y);
  }

  private above({ label, value }: Item, x: number, width: number, indent = 2): void {
    this.wrapped(x, label, width, this.label);
    this.help(x, width);
    this.y -= this.style.underGap;
    if (value === '') this.y -= this.value.size * 1.2;
    else this.wrapped(x + indent, value, width - indent, this.value);
  }

  private run({ label, value }: Item, x: number, width: number): void {
    const start = x + widthOf(`${label} `, this.value.size);
    this.put(x, this.y, label, { size: this.value.size, font: this.label.font });
    const [first = '', ...others] = wrapFirst(value, x + width - start, width, this.value);
    this.put(start, this.y, first, this.value);
    this.y -= this.value.size * 1.2;
    for (const each of others) this.line(x, each, this.value);
  }

  private leaders({ label, value }: Item, x: number, width: number): void {
    const dots = '.'.repeat(6 + Math.floor(this.chance() * 40));
    this.wrapped(x, `${label} ${dots} ${value}`.trim(), width, this.value);
  }

  private help(x: number, width: number): void {
    if (this.chance() < this.style.help) this.wrapped(x, pick(this.chance, helps), width, { size: 6.5, font: 'plain' });
  }

  private wrapped(x: number, text: string, width: number, look: { size: number; font: string }): void {
    for (const each of wrap(text, width, look)) this.line(x, each, look);
  }

  private get label() {
    return { size: this.style.labelSize, font: this.style.labelFont };
  }

  private get value() {
    return { size: this.style.valueSize, font: 'plain' };
  }

  private newPage(): void {
    this.number += 1;
    this.y = 780;
  }

  private put(x: number, y: number, text: string, { size, font }: { size: number; font: string }): void {
    if (text === '') return;
    this.segments.push({ page: this.number, x, y, width: widthOf(text, size), height: size, text, font });
  }
}

/** Widths as those of a common font, roughly: narrow, wide and other letters. */
function widthOf(text: string, size: number): number {
  // eslint-disable-next-line @typescript-eslint/no-misused-spread -- letters of French and English
  const letters = [...text].map((each) => (/[ijlt.,:;’'|! ]/.test(each) ? 0.28 : /[mwMW@]/.test(each) ? 0.83 : 0.54));
  return letters.reduce((sum, each) => sum + each, 0) * size;
}

function wrap(text: string, width: number, look: { size: number }): string[] {
  return wrapFirst(text, width, width, look);
}

function wrapFirst(text: string, first: number, width: number, { size }: { size: number }): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > (lines.length === 0 ? first : width)) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return text === '' ? [] : [...lines, line];
}

function pick<T>(chance: Chance, all: readonly T[]): T {
  const found = all[Math.floor(chance() * all.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function shuffled<T>(chance: Chance, all: readonly T[]): T[] {
  return all
    .map((each) => [chance(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}

const titles = [
  'Autorisation d’importation de médicament – Formulaire',
  'Demande d’autorisation d’importation de médicament',
  'DEMANDE D’AUTORISATION D’IMPORTATION',
];

const footers = [
  'Page 1 sur 1',
  'Formulaire IMP-02 – version 3 – mars 2026',
  'Document à retourner daté et signé',
  '1/1',
];

const helps = [
  '(à compléter)',
  '(exemple : 5 mg/ml)',
  'En toutes lettres',
  'qualitative et quantitative en substances actives',
  'Cocher ou compléter',
  'Champ obligatoire',
];

/** Labels of values that nobody reads, and such values. */
const strangers = [
  'Mode de conservation',
  'Température de conservation',
  'Numéro de lot',
  'Date de péremption',
  'Transporteur',
  'Bureau de douane',
  'Référence interne',
  'Numéro de commande',
];
const strange = ['', 'Beispiel Pharma GmbH', '2 °C à 8 °C', 'LOT 4521-B', 'mars 2028', 'Roissy', 'REF/2026/118'];

const values: { readonly [F in FieldName]?: readonly string[] } = {
  importerName: ['Laboratoires Aubraie', 'CHU de Valmont', 'Pharmacie centrale des Essais', 'ORVAL SANTÉ SAS'],
  importerAddress: [
    '14 allée des Peupliers, 45999 Aubraie-sur-Loire, France',
    '2 avenue du Vieux-Moulin, 38999 Valmont-les-Bains',
  ],
  siret: ['000 000 018 00018', '00000002600026'],
  brandName: ['Néravoxa', 'SOLVÉNÉDRINE 50 mg', 'Cilodrex LP', 'Testamol'],
  nameOrCode: ['Fluvoxadine', 'AUB-4512', 'lévodolone'],
  composition: [
    'Fluvoxadine 25 mg',
    'Fluvoxadine 25 mg, lévodolone 5 mg, excipients q.s.p. une gélule',
    'cilodrine (sous forme de chlorhydrate) 100 mg par comprimé pelliculé',
  ],
  pharmaceuticalForm: ['Gélule', 'Comprimé pelliculé', 'Poudre pour solution injectable ou pour perfusion'],
  strength: ['25 mg', '100 mg/5 ml', '0,5 %'],
  route: ['orale', 'Voie intraveineuse', 'sous-cutanée'],
  presentation: ['Boîte de 30 gélules', 'Flacon de 10 ml en verre, boîte de 5 flacons', 'Plaquettes thermoformées'],
  presentationCode: ['3400900000012', '34009 000 000 12'],
  provenanceCountry: ['Allemagne', 'SUISSE', 'Royaume-Uni'],
  originCountry: ['Inde', 'Chine', 'États-Unis'],
  quantity: ['1 500 boîtes de 30 gélules', '15 boîtes', '375 comprimés'],
  globalQuantity: ['50000 boîtes en 4 opérations dans un délai de 12 mois', '12 000 flacons'],
  plannedOperations: ['4', '12'],
  periodMonths: ['12 mois', '6 mois'],
  justification: [
    'Rupture d’approvisionnement de la spécialité de référence.',
    'Rupture d’approvisionnement de la spécialité de référence, annoncée jusqu’en septembre, et continuité des traitements en cours dans les établissements de santé. Aucune alternative n’est disponible en France.',
  ],
  contact: ['Claire Aubert, 01 99 00 12 34', 'claire.aubert@aubraie.example'],
  signatoryName: ['Hélène Marchais', 'Dr Paul Vernier'],
  signatoryTitle: ['Pharmacien responsable', 'Pharmacien gérant'],
  signedOn: ['1er juin 2026', '03/06/2026'],
  trialNumber: ['2026-500000-12-00', '2026-000123-45'],
};
