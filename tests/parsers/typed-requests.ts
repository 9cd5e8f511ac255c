/** What is there, and was not understood for sure. */
export const unparsed = 'unparsed';

export const boxes = (count: number) => ({ count, unit: 'boîte' });
const tablets = (count: number, perUnit: number) => ({ count, unit: 'boîte', perUnit, innerUnit: 'comprimé' });

/** A mail, and the values that its words give. */
interface Mail {
  readonly is: string;
  readonly subject: string;
  readonly text: string;
  readonly gives: Record<string, unknown>;
}

/** Requests as people type them. */
export const requests: readonly Mail[] = [
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
