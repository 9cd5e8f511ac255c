import type { Country } from '../../worker/domain/fields.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { TruthFields } from './truth.ts';

const country = (code: string) => code as Country;
const day = (iso: string) => iso as CivilDate;

/** Three export declarations. Every company, person, medicine, number and town in them is invented. */
export const exports: readonly { readonly id: string; readonly fields: TruthFields }[] = [
  {
    // A first declaration for three countries
    id: 'd1',
    fields: {
      exporterName: 'Laboratoires Sainte-Odilon',
      exporterAddress: '60 rue de l’Abbé-Grégoire-Fauvel, 67999 Obernheim-le-Château',
      siret: '000 000 091 00091',
      declarationType: ['Initiale', 'initial'],
      brandName: 'Paludrène',
      nameOrCode: 'Artémilone/lumézantrine',
      composition: [
        'Artémilone 20 mg, lumézantrine 120 mg',
        [
          { name: 'Artémilone', amount: { count: 20, unit: 'mg' } },
          { name: 'lumézantrine', amount: { count: 120, unit: 'mg' } },
        ],
      ],
      pharmaceuticalForm: 'Comprimé dispersible',
      strength: '20 mg/120 mg',
      route: 'Voie orale',
      presentation: 'Boîte de 24 comprimés sous plaquettes',
      indications: 'Traitement du paludisme non compliqué à Plasmodium falciparum chez l’enfant de 5 à 35 kg.',
      destinationCountries: [
        'Sénégal, Côte d’Ivoire, République démocratique du Congo',
        [country('SN'), country('CI'), country('CD')],
      ],
      reasonWithoutMarketingAuthorisation:
        'Maladie non endémique en France métropolitaine ; aucune demande d’autorisation n’y a été déposée.',
      pharmacologicalData: 'Modules 4 et 5 joints',
      qualityData: 'Module 3 joint, certificat BPF du site d’Obernheim',
      contact: 'Clémence Schœndœrffer, 03 99 00 27 45, export@sainte-odilon.example',
      signatoryName: 'Benoît Haxaire',
      signatoryTitle: 'Pharmacien responsable',
      signedOn: ['20 avril 2026', day('2026-04-20')],
    },
  },
  {
    // A change to a declared medicine
    id: 'd2',
    fields: {
      exporterName: 'Novétis Outre-mer',
      exporterAddress: '8 allée des Genêts-d’Or, 44999 Saint-Aubin-d’Erdre',
      siret: '000 000 109 00109',
      declarationType: ['Complémentaire', 'complementary'],
      brandName: 'Gastrozil',
      nameOrCode: 'Pantézole',
      composition: ['Pantézole sodique 40 mg', [{ name: 'Pantézole sodique', amount: { count: 40, unit: 'mg' } }]],
      pharmaceuticalForm: 'Gélule gastro-résistante',
      strength: '40 mg',
      route: 'Orale',
      presentation: 'Flacon de 28 gélules',
      indications: 'Reflux gastro-œsophagien symptomatique de l’adulte.',
      destinationCountries: ['Maroc', [country('MA')]],
      reasonWithoutMarketingAuthorisation: 'Dosage et conditionnement propres au marché de destination.',
      previousDeclarationNumber: 'DEI 2024-0187',
      changes: 'Ajout d’un site de conditionnement secondaire à Vitrolles-le-Neuf.',
      pharmacologicalData: 'Sans changement depuis la déclaration initiale',
      qualityData: 'Section 3.2.P.3 mise à jour, jointe',
      contact: 'Hugo Kerbœuf, 02 99 00 66 31',
      signatoryName: 'Anne-Laure Ménétrier',
      signatoryTitle: 'Pharmacien responsable',
      signedOn: ['05/01/2026', day('2026-01-05')],
    },
  },
  {
    // A first declaration, countries with unusual names
    id: 'd3',
    fields: {
      exporterName: 'Biovaccins d’Aunis',
      exporterAddress: 'Zone portuaire, hangar 7\n17999 Rochefaye',
      declarationType: ['Initiale', 'initial'],
      brandName: 'Rabivène',
      nameOrCode: 'Vaccin rabique inactivé',
      composition: [
        'Virus rabique inactivé 2,5 UI',
        [{ name: 'Virus rabique inactivé', amount: { count: 2.5, unit: 'UI' } }],
      ],
      pharmaceuticalForm: 'Poudre et solvant pour suspension injectable',
      strength: '2,5 UI/dose',
      route: 'Voie intramusculaire',
      presentation: 'Boîte de 10 flacons unidoses',
      indications: 'Prévention de la rage avant ou après exposition, à tout âge.',
      destinationCountries: ['Viêt Nam et Arabie saoudite', [country('VN'), country('SA')]],
      reasonWithoutMarketingAuthorisation: 'Une autre présentation du même vaccin est déjà autorisée en France.',
      pharmacologicalData: 'Module 5 joint',
      qualityData: 'Module 3 joint',
      contact: 'Zélie d’Orgeval, 05 99 00 09 70, regulatory@aunis.example',
      signatoryName: 'Zélie d’Orgeval',
      signatoryTitle: 'Pharmacienne déléguée',
      signedOn: ['30 mars 2026', day('2026-03-30')],
    },
  },
];
