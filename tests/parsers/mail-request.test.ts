import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceReadings } from '../../parsers/documents/sentences.ts';
import { readMessage } from '../../parsers/read.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import type { Reading } from '../../worker/domain/submission.ts';
import { buildMail } from '../builders/mail.ts';

const where = { message: '0'.repeat(64) as Sha256, part: '', file: '' };

/** What is there, and was not understood for sure. */
const unparsed = 'unparsed';

async function readings(subject: string, text: string): Promise<readonly Reading[]> {
  const bytes = buildMail({ subject, text });
  const request = { bytes, sha256: where.message, ownAddresses: [], headersOnly: undefined, skip: [] };
  const { submission } = await readMessage(request);
  return submission.documents[0]?.readings ?? [];
}

/** Values by field; the reason is a sentence of the mail, compared where it matters. */
function values(found: readonly Reading[]): Record<string, unknown> {
  const told = found.filter(({ field }) => field !== 'justification');
  return Object.fromEntries(told.map((each) => [each.field, each.state === 'parsed' ? each.value : unparsed]));
}

const boxes = (count: number) => ({ count, unit: 'boîte' });
const tablets = (count: number, perUnit: number) => ({ count, unit: 'boîte', perUnit, innerUnit: 'comprimé' });

interface Mail {
  readonly is: string;
  readonly subject: string;
  readonly text: string;
  readonly gives: Record<string, unknown>;
}

const requests: readonly Mail[] = [
  {
    is: 'one sentence that says it all',
    subject: 'Demande d’autorisation d’importation',
    text: `Madame, Monsieur,

Nous souhaitons importer 250 boîtes de 30 comprimés de Doloxal 150 mg (paracétamol) en provenance de Belgique pour un
essai clinique de phase III.

Bien cordialement,
Claire Aubert`,
    gives: {
      brandName: 'Doloxal',
      strength: '150 mg',
      composition: unparsed,
      pharmaceuticalForm: 'comprimés',
      quantity: tablets(250, 30),
      provenanceCountry: 'BE',
      purpose: ['humanResearch'],
    },
  },
  {
    is: 'a hospital in a hurry, over several sentences',
    subject: 'URGENT – Solvénédrine',
    text: `Bonjour,

Je sollicite l’autorisation d’importer 12 flacons de Solvénédrine 50 mg,
poudre pour solution injectable, en provenance de Suisse. Ce médicament est
fabriqué en Inde. Il est administré par voie intraveineuse. La demande fait
suite à une rupture de stock du fournisseur habituel.

Merci d’avance,
Dr S. Malavoy, pharmacien chef de service`,
    gives: {
      brandName: 'Solvénédrine',
      strength: '50 mg',
      pharmaceuticalForm: 'poudre pour solution injectable',
      quantity: { count: 12, unit: 'flacon' },
      provenanceCountry: 'CH',
      originCountry: 'IN',
      route: 'intraveineuse',
      purpose: ['other'],
    },
  },
  {
    is: 'a series of imports',
    subject: 'Néravoxa',
    text: `Bonjour,

Par la présente, nous demandons l’autorisation d’importer 50 000 boîtes de Néravoxa 10 mg en 4 opérations dans un délai
de 12 mois, depuis l’Allemagne.`,
    gives: {
      brandName: 'Néravoxa',
      strength: '10 mg',
      globalQuantity: { ...boxes(50_000), operations: 4, months: 12 },
      provenanceCountry: 'DE',
    },
  },
  {
    is: 'bulk of a substance: its name may be any word',
    subject: 'Vrac',
    text: `Bonjour,

Nous prévoyons l’importation de 120 kg de fluvoxadine en provenance de Chine, afin d’en assurer le conditionnement.`,
    gives: { nameOrCode: unparsed, quantity: { count: 120, unit: 'kg' }, provenanceCountry: 'CN', purpose: unparsed },
  },
  {
    is: 'a private individual with a prescription',
    subject: 'colis bloqué',
    text: `Bonjour,

Je suis un particulier et je voudrais importer deux boîtes d’Allévantine 200 mg depuis le Canada pour mon usage
personnel. Je joins mon ordonnance.

Martine Delorme`,
    gives: {
      brandName: 'Allévantine',
      strength: '200 mg',
      quantity: boxes(2),
      provenanceCountry: 'CA',
      purpose: ['privateIndividual'],
    },
  },
  {
    is: 'a bullet under the sentence that asks',
    subject: 'Demande d’importation',
    text: `Bonjour,

Nous souhaitons importer :
- 40 boîtes de 28 gélules de Sérélone 10 mg
en provenance d’Italie.`,
    gives: {
      brandName: 'Sérélone',
      strength: '10 mg',
      pharmaceuticalForm: 'gélules',
      quantity: { count: 40, unit: 'boîte', perUnit: 28, innerUnit: 'gélule' },
      provenanceCountry: 'IT',
    },
  },
  {
    is: 'two medicines in a list',
    subject: 'Demande d’importation',
    text: `Bonjour,

Nous souhaitons importer depuis l’Espagne les médicaments suivants :
- 40 boîtes de Sérélone 10 mg
- 25 flacons de Solvénédrine 50 mg`,
    gives: { provenanceCountry: 'ES', brandName: unparsed, strength: unparsed, quantity: unparsed },
  },
  {
    is: 'two medicines and two countries in one sentence',
    subject: 'Demande d’importation',
    text: `Nous sollicitons une autorisation d’importation de 40 boîtes de Sérélone 10 mg et de 25 flacons de Solvénédrine
50 mg provenant d’Espagne ou d’Italie.`,
    gives: { brandName: unparsed, strength: unparsed, quantity: unparsed, provenanceCountry: unparsed },
  },
  {
    is: 'English',
    subject: 'Import authorisation request',
    text: `Dear Sir or Madam,

We would like to import 500 vials of Oxalentine 5 mg/ml from Germany for a clinical trial. The product is manufactured
in India.

Kind regards`,
    gives: {
      brandName: 'Oxalentine',
      strength: '5 mg/ml',
      quantity: { count: 500, unit: 'flacon' },
      provenanceCountry: 'DE',
      purpose: ['humanResearch'],
      originCountry: 'IN',
    },
  },
  {
    is: 'an export declaration',
    subject: 'Déclaration d’exportation',
    text: `Bonjour,

Nous déclarons l’exportation de Doloxal 150 mg, comprimé pelliculé, à destination du Maroc et de la Tunisie.`,
    gives: {
      brandName: 'Doloxal',
      strength: '150 mg',
      pharmaceuticalForm: 'comprimé pelliculé',
      destinationCountries: ['MA', 'TN'],
    },
  },
  {
    is: 'an export declaration in English',
    subject: 'Export declaration',
    text: 'Dear all,\n\nWe intend to export Doloxal 150 mg to Morocco.\n\nRegards',
    gives: { brandName: 'Doloxal', strength: '150 mg', destinationCountries: ['MA'] },
  },
  {
    is: 'a substance for analyses, in small letters',
    subject: 'Fluvoxadine',
    text: `Bonjour,

Dans le cadre d’une étude analytique, nous avons besoin d’importer 5 ampoules de 10 ml de fluvoxadine 2 mg/ml,
expédiées depuis le Royaume-Uni.`,
    gives: {
      nameOrCode: 'fluvoxadine',
      strength: '2 mg/ml',
      quantity: { count: 5, unit: 'ampoule', perUnit: 10, innerUnit: 'ml' },
      provenanceCountry: 'GB',
      purpose: ['analyticalStudy'],
    },
  },
  {
    is: 'a product code',
    subject: 'Essai ABX-1234',
    text: `Bonjour,
Le promoteur souhaite importer 600 flacons d’ABX-1234 en provenance des États-Unis d’Amérique dans le cadre de l’essai
clinique EudraCT 2026-000001-11.`,
    gives: {
      nameOrCode: 'ABX-1234',
      quantity: { count: 600, unit: 'flacon' },
      provenanceCountry: 'US',
      purpose: ['humanResearch'],
    },
  },
  {
    is: 'capitals without accents',
    subject: 'IMPORTATION',
    text: 'BONJOUR,\nNOUS SOUHAITONS IMPORTER 30 BOITES DE DOLOXAL 150 MG EN PROVENANCE DE BELGIQUE.',
    gives: { brandName: 'DOLOXAL', strength: '150 mg', quantity: boxes(30), provenanceCountry: 'BE' },
  },
  {
    is: 'a number in words and in figures',
    subject: 'Doloxal',
    text: `Nous demandons l’autorisation d’importer cinq cents (500) boîtes de la spécialité « Doloxal » 150 mg en provenance
du Portugal.`,
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(500), provenanceCountry: 'PT' },
  },
  {
    is: 'a subject that says it all',
    subject: 'Demande d’importation de 20 boîtes de Doloxal 150 mg',
    text: 'Bonjour,\n\nVoir l’objet.\n\nMerci',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(20) },
  },
  {
    is: 'a quantity by the month, and a stock',
    subject: 'Doloxal',
    text: `Nous sollicitons une autorisation d’importation pour le médicament Doloxal 150 mg. Il nous en faudrait environ 200 à
300 boîtes par mois. Il nous reste 12 boîtes.`,
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: unparsed },
  },
  {
    is: 'a range',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer entre 200 et 300 boîtes de Doloxal 150 mg.',
    gives: { brandName: unparsed, quantity: unparsed },
  },
  {
    is: 'a file named after its medicine, announced in the mail',
    subject: 'Oxalentine',
    text: `Bonjour,

Je vous prie de trouver ci-joints le formulaire et la lettre de demande pour l’importation d’Oxalentine Varennes 5 mg/ml
(60 boîtes).`,
    gives: { brandName: 'Oxalentine Varennes', strength: '5 mg/ml', quantity: boxes(60) },
  },
  {
    is: 'a provenance that is no country',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg en provenance de notre site de Lunéville-sur-Essai.',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: unparsed },
  },
  {
    is: 'a provenance in parentheses',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg (en provenance de Suisse) au plus vite.',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: 'CH' },
  },
  {
    is: 'a provenance with its town',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg en provenance de notre site de Bâle (Suisse).',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: 'CH' },
  },
  {
    is: 'a provenance told twice, otherwise',
    subject: 'Doloxal',
    text: `Nous souhaitons importer 10 boîtes de Doloxal 150 mg en provenance de Suisse. Les lots suivants arriveront en
provenance d’Autriche.`,
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: unparsed },
  },
  {
    is: 'two provenances, the second of several words',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg en provenance de Suisse et de la Corée du Sud.',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: unparsed },
  },
  {
    is: 'a form made with a program, and more boxes of no name',
    subject: 'Demande d’importation',
    text: `Nous demandons l’importation de 300 boîtes supplémentaires. Le formulaire (importé depuis notre logiciel) est
joint.`,
    gives: { quantity: boxes(300) },
  },
  {
    is: 'a request that speaks of an earlier import too',
    subject: 'Doloxal',
    text: `Nous avons importé 80 boîtes de Sérélone d’Italie en 2025. Nous souhaitons importer 10 boîtes de Doloxal 150 mg.`,
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10) },
  },
  {
    is: 'a list in one sentence',
    subject: 'Demande',
    text: `Le laboratoire Aubraie demande l’importation des médicaments suivants : Doloxal 150 mg (20 boîtes), Sérélone 10 mg
(30 boîtes), en provenance de Suisse.`,
    gives: { brandName: unparsed, strength: unparsed, quantity: unparsed, provenanceCountry: 'CH' },
  },
  {
    is: 'a rate',
    subject: 'Demande',
    text: 'Nous souhaitons importer 10 flacons/mois de Doloxal 150 mg.',
    gives: { brandName: unparsed, quantity: unparsed },
  },
  {
    is: 'a rate of a medicine without strength',
    subject: 'Demande',
    text: 'Nous souhaitons importer 10 flacons/mois.',
    gives: { quantity: unparsed },
  },
  {
    is: 'a strength beside an abbreviated box',
    subject: 'Demande',
    text: 'Nous souhaitons importer 12 BT/30 de Doloxal 150mg/ml.',
    gives: {
      brandName: 'Doloxal',
      strength: '150 mg/ml',
      quantity: { count: 12, unit: 'boîte', perUnit: 30 },
    },
  },
  {
    is: 'English thousands',
    subject: 'Request',
    text: 'We hereby apply for an import authorisation for 1,200 packs of Doloxal 150 mg shipped from Ireland.',
    gives: { quantity: unparsed, brandName: 'Doloxal', strength: '150 mg', provenanceCountry: 'IE' },
  },
  {
    is: 'an authorisation that is held already',
    subject: 'Doloxal',
    text: `Nous souhaitons importer le médicament Doloxal 150 mg depuis la Belgique. Nous disposons d’une autorisation
d’importation de 100 boîtes de Sérélone.`,
    gives: { brandName: 'Doloxal', strength: '150 mg', provenanceCountry: 'BE' },
  },
  {
    is: 'a renewal, the medicine named behind its quantity',
    subject: 'Renouvellement',
    text: `Nous demandons le renouvellement de l’autorisation d’importation n° 2025-1234 pour 600 boîtes de Néravoxa 25 mg en
2 opérations.`,
    gives: { brandName: 'Néravoxa', strength: '25 mg', globalQuantity: { ...boxes(600), operations: 2 } },
  },
  {
    is: 'a polite question',
    subject: 'Doloxal',
    text: 'Auriez-vous l’amabilité de nous autoriser à importer 10 boîtes de Doloxal 150 mg depuis la Suisse ?',
    gives: { brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10), provenanceCountry: 'CH' },
  },
  {
    is: 'a maker and a sender in two countries',
    subject: 'Essai',
    text: `Le centre hospitalier souhaite importer, pour un essai clinique, la spécialité DOLOXAL 150 MG, comprimé pelliculé,
fabriquée par Beispiel GmbH en Allemagne et expédiée depuis la Suisse.`,
    gives: {
      brandName: 'DOLOXAL',
      strength: '150 mg',
      pharmaceuticalForm: 'comprimé pelliculé',
      provenanceCountry: 'CH',
      originCountry: 'DE',
      purpose: ['humanResearch'],
    },
  },
  {
    is: 'a country right behind the verb',
    subject: 'Doloxal',
    text: 'Nous voulons importer de Suisse 12 BT/30 de Doloxal 150 mg.',
    gives: {
      brandName: 'Doloxal',
      strength: '150 mg',
      quantity: { count: 12, unit: 'boîte', perUnit: 30 },
      provenanceCountry: 'CH',
    },
  },
  {
    is: 'a provenance and a date behind « depuis »',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer du Doloxal 150 mg en provenance de Belgique, indisponible en France depuis mars.',
    gives: { brandName: 'Doloxal', strength: '150 mg', provenanceCountry: 'BE' },
  },
  {
    is: 'a total that agrees',
    subject: 'Doloxal',
    text: 'Nous souhaitons importer 12 boîtes de 28 comprimés (336 comprimés) de Doloxal 150 mg, depuis Genève (Suisse).',
    gives: {
      brandName: 'Doloxal',
      strength: '150 mg',
      pharmaceuticalForm: 'comprimés',
      quantity: tablets(12, 28),
      provenanceCountry: 'CH',
    },
  },
  {
    is: 'the dose of a patient',
    subject: 'Doloxal',
    text: `Nous demandons l’autorisation d’importer du Doloxal. La posologie est de 2 comprimés par jour, soit 2 boîtes de 30
comprimés par patient.`,
    gives: { brandName: 'Doloxal', quantity: unparsed, pharmaceuticalForm: unparsed },
  },
  {
    is: 'an origin that is no country',
    subject: 'Albuvarine',
    text: 'Nous souhaitons importer 10 flacons d’Albuvarine 200 g/l, d’origine humaine, en provenance d’Autriche.',
    gives: {
      brandName: 'Albuvarine',
      strength: '200 g/l',
      quantity: { count: 10, unit: 'flacon' },
      provenanceCountry: 'AT',
    },
  },
  {
    is: 'labels with tabs, as pasted from a table',
    subject: 'Demande d’autorisation d’importation',
    text: `Bonjour, nous souhaitons importer le produit suivant :

Médicament\tDoloxal
Dosage\t150 mg
Forme pharmaceutique\tcomprimé
Voie d’administration\torale
Quantité\t250 boîtes de 30 comprimés
Pays de provenance\tBelgique`,
    gives: {
      nameOrCode: 'Doloxal',
      strength: '150 mg',
      pharmaceuticalForm: 'comprimé',
      route: 'orale',
      quantity: tablets(250, 30),
      provenanceCountry: 'BE',
    },
  },
  {
    is: 'labels with strokes',
    subject: 'Demande d’autorisation d’importation',
    text: `Bonjour,

| Médicament | Doloxal |
| Dosage | 150 mg |
| Quantité | 250 boîtes |
| Pays de provenance | Belgique |`,
    gives: { nameOrCode: 'Doloxal', strength: '150 mg', quantity: boxes(250), provenanceCountry: 'BE' },
  },
  {
    is: 'a label beside a sentence: the label counts',
    subject: 'Demande d’autorisation d’importation',
    text: `Bonjour,

Nous souhaitons importer 250 boîtes de Doloxal 150 mg.

- Quantité : 240 boîtes
- Pays de provenance : Belgique`,
    gives: { quantity: boxes(240), provenanceCountry: 'BE', brandName: 'Doloxal', strength: '150 mg' },
  },
];

describe('a request in the text of a mail', () => {
  it.each(requests)('$is', async ({ subject, text, gives }) => {
    expect(values(await readings(subject, text))).toEqual(gives);
  });

  it('gives each value its line, and the subject its own place', async () => {
    const found = await readings('Demande d’importation de Doloxal 150 mg', 'Bonjour,\n\nProduit fabriqué\nen Inde.');
    const places = Object.fromEntries(found.map(({ field, source }) => [field, source.place]));
    expect(places).toEqual({
      brandName: { kind: 'subject' },
      strength: { kind: 'subject' },
      originCountry: { kind: 'line', line: 3 },
    });
  });

  it('keeps the sentence that gives the reason', async () => {
    const reason = 'Cette importation est justifiée par la rupture de stock de la spécialité autorisée.';
    const found = await readings('Doloxal', `Nous souhaitons importer 10 boîtes de Doloxal 150 mg. ${reason}`);
    expect(found.find(({ field }) => field === 'justification')?.raw).toBe(reason);
  });
});

describe('where a value ends', () => {
  const ask = 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg.';
  const justification = async (text: string) => {
    const found = (await readings('Doloxal', text)).find(({ field }) => field === 'justification');
    return found === undefined ? undefined : [found.state, found.raw];
  };

  it.each([
    'Rupture de stock nationale ; réserve de réanimation limitée à douze jours.',
    'Rupture de stock : réserve de réanimation limitée à douze jours.',
    'Rupture de stock, c.-à-d. douze jours de réserve selon M. Marchais (art. R5121-108 du code).',
    'Rupture de stock des cp. à 150 mg, des amp. etc. et de tout le reste, p. ex. à Lyon.',
  ])('a reason goes to its full stop: %s', async (reason) => {
    expect(await justification(`${ask}\n\n${reason}\n\nCordialement,`)).toEqual(['parsed', reason]);
    expect(await justification(`${ask} ${reason}`)).toEqual(['parsed', reason]);
    const start = reason.slice(0, 30).replace(/ \S*$/, '');
    const wrapped = `${start} \n${reason.slice(start.length + 1)}`;
    expect(await justification(`${ask}\n\n${wrapped}\n\nCordialement,`)).toEqual(['parsed', reason]);
  });

  it.each([
    ['more is said beside it', 'Rupture de stock nationale. La réserve tient douze jours.'],
    ['something is said before it', 'La réserve tient douze jours. Rupture de stock nationale annoncée.'],
    ['it announces a list', 'Cette demande est justifiée par la rupture :\n- de la spécialité\n- de son générique'],
    ['it stops without a full stop', 'Rupture de stock nationale de la spécialité autorisée'],
    ['it is longer than a sentence', `Rupture de stock ${'très '.repeat(400)}longue`],
  ])('a reason is kept as written when %s', async (_, reason) => {
    const [state, raw = ''] = (await justification(`${ask}\n\n${reason}\n\nCordialement,`)) ?? [];
    expect(state).toBe('unparsed');
    expect(raw).toContain(reason.split('\n')[0]?.slice(0, 400));
  });

  it('reasons in two places are kept as written', async () => {
    const two = 'Rupture de stock nationale.\n\nElle est nécessaire : cette importation est nécessaire aux patients.';
    expect((await justification(`${ask}\n\n${two}`))?.[0]).toBe('unparsed');
  });

  it.each([
    ['brandName', '10 boîtes de Vitamine pédiatrique forte 500 mg'],
    ['brandName', '10 boîtes de Insuline glargine Aurion'],
    ['strength', '10 boîtes de Doloxal 150 mg + 12,5 mg'],
    ['strength', '10 boîtes de Doloxal 5 mg à 10 mg'],
    ['strength', '10 boîtes de Doloxal 5 mg par comprimé'],
    ['strength', '10 boîtes de Doloxal 5 mg/prise'],
    ['pharmaceuticalForm', '10 boîtes de Doloxal 5 mg, comprimé effervescent quadrisécable'],
    ['provenanceCountry', '10 boîtes de Doloxal 5 mg en provenance de Chypre du Nord'],
  ])('%s of « %s » is not cut to what is known', async (field, words) => {
    const found = await readings('Doloxal', `Nous souhaitons importer ${words}.`);
    expect(found.find((each) => each.field === field)?.state).not.toBe('parsed');
  });

  it('the name of a firm is not what it asks for', async () => {
    const purpose = async (subject: string) =>
      (await readings(subject, ask)).find(({ field }) => field === 'purpose')?.state;
    expect(await purpose('Demande d’importation – Essais Cliniques Arcadie')).not.toBe('parsed');
    expect(await purpose('Demande d’importation pour essai clinique')).toBe('parsed');
    expect(await purpose('DEMANDE D’IMPORTATION POUR ESSAI CLINIQUE')).toBe('parsed');
  });

  it('a long line is read to its end', async () => {
    const found = await readings('Doloxal', `${'Nous vous écrivons de Lyon. '.repeat(90)}${ask}`);
    expect(values(found)).toMatchObject({ brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10) });
  });
});

describe('a mail that asks for nothing gives nothing', () => {
  it.each([
    [
      'a question',
      'Question',
      'Bonjour,\n\nFaut-il une autorisation pour importer 10 boîtes de Doloxal 150 mg en provenance de Belgique ?',
    ],
    [
      'a question without its mark',
      'Question',
      'Je voudrais savoir comment importer 10 boîtes de Doloxal 150 mg en provenance de Belgique.',
    ],
    [
      'a status query',
      'Suivi',
      'Nous souhaitons importer 250 boîtes de Doloxal 150 mg en provenance de Belgique. Où en est notre dossier ?',
    ],
    [
      'a reminder',
      'Relance',
      'Sauf erreur, notre demande d’importation de 250 boîtes de Doloxal 150 mg reste sans réponse.',
    ],
    [
      'a complaint',
      'Réclamation',
      'Je porte réclamation : je demande depuis un mois l’autorisation d’importer 10 boîtes de Doloxal depuis la Suisse.',
    ],
    [
      'a withdrawal',
      'Retrait',
      'Nous ne souhaitons plus importer les 250 boîtes de Doloxal en provenance de Belgique.',
    ],
    ['an import that was done', 'Pour information', 'Nous avons importé 250 boîtes de Doloxal de Belgique le 3 mai.'],
    [
      '« j’ai importé de ma vie »',
      'Bonjour',
      'J’ai importé de ma vie une seule fois 10 boîtes de thé. De plus, j’ai froid.',
    ],
    [
      'an answer to a letter',
      'RE: Demande d’importation de 20 boîtes de Doloxal 150 mg',
      'Bonjour,\n\nMerci pour votre réponse.\n\nBonne journée',
    ],
    [
      'a newsletter',
      'Lettre n° 214',
      'Importation de médicaments en provenance de Chine : trois webinaires en juin. Importez 10 boîtes ou 10 000 boîtes.',
    ],
    ['a greeting', 'Bonjour', 'Bonjour,\n\nBonne année à toute votre équipe.\n\nClaire Aubert'],
    [
      'a request and a declaration in one',
      'Demandes',
      'Nous souhaitons importer 10 boîtes de Doloxal 150 mg. Nous souhaitons exporter 10 boîtes de Sérélone vers le Maroc.',
    ],
  ])('%s', async (_, subject, text) => {
    expect(values(await readings(subject, text))).toEqual({});
  });
});

describe('whatever is written', () => {
  const lines = (text: string) =>
    text.split('\n').map((each, index) => ({ text: each, place: { kind: 'line', line: index + 1 } as const }));

  const quantity = fc.record({ count: fc.integer({ min: 2, max: 99_999 }), inside: fc.integer({ min: 2, max: 500 }) });
  const country = fc.constantFrom(
    ['de Belgique', 'BE'],
    ['du Portugal', 'PT'],
    ['des Pays-Bas', 'NL'],
    ['d’Inde', 'IN'],
    ['des États-Unis', 'US'],
    ['de la Corée du Sud', 'KR'],
    ['de Côte d’Ivoire', 'CI'],
  );
  const wish = fc.constantFrom(
    'Nous souhaitons importer',
    'Je sollicite l’autorisation d’importer',
    'Notre laboratoire envisage d’importer',
    'Nous vous demandons de bien vouloir nous autoriser à importer',
  );

  it('a plain request is read back', () => {
    const french = new Intl.NumberFormat('fr-FR');
    fc.assert(
      fc.property(
        wish,
        quantity,
        country,
        fc.integer({ min: 1, max: 999 }),
        (asks, { count, inside }, [from, code], dose) => {
          const many = `${french.format(count)} boîtes de ${inside} gélules`;
          const text = `Bonjour,\n\n${asks} ${many} de Sérélone ${dose} mg en provenance ${from}.`;
          expect(values(sentenceReadings(lines(text), where))).toEqual({
            brandName: 'Sérélone',
            strength: `${dose} mg`,
            pharmaceuticalForm: 'gélules',
            quantity: { count, unit: 'boîte', perUnit: inside, innerUnit: 'gélule' },
            provenanceCountry: code,
          });
        },
      ),
    );
  });

  it('gives values that stand in the text, or nothing', () => {
    const pieces = fc.constantFrom(
      'Nous souhaitons importer',
      'Doloxal',
      '150 mg',
      '12 boîtes',
      'de',
      'deux',
      'en provenance de',
      'Suisse',
      'à destination du Maroc',
      'fabriqué en Inde',
      'pour un essai clinique',
      'par voie orale',
      '.',
      ',',
      ':',
      '?',
      '(',
      '\n',
      '\n- ',
      'd’',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((each) => each.join(' ')),
    );
    const plain = (each: string) => each.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    fc.assert(
      fc.property(text, (each) => {
        const whole = plain(each.replace(/(?<=\n)\s*-\s/g, ''));
        const raws = sentenceReadings(lines(each), where).map(({ field, raw }) =>
          field === 'destinationCountries' ? '' : plain(raw),
        );
        expect(raws.filter((raw) => !whole.includes(raw))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    '12 boîtes ',
    'un deux trois ',
    'demande importation ',
    'd’',
    'en provenance de ',
    '. ',
    '1 ',
    '- x\n',
    '(',
  ])('two hundred thousand signs of « %s » end', (piece) => {
    const text = `Nous souhaitons importer 10 boîtes de Doloxal.\n${piece.repeat(200_000 / piece.length)}`;
    expect(() => sentenceReadings(lines(text), where)).not.toThrow();
  });
});
