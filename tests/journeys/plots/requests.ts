import { exportForm } from '../../../templates/forms/export-form.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import { imputationWorkbook } from '../../../templates/forms/imputation-workbook.ts';
import { completeExportForm, completeImportForm, completeImputationTable, without } from '../../builders/documents.ts';
import { prescriptionPdf } from '../../builders/prescription-pdf.ts';
import { request, requestText, type Journey, type JourneyStep } from './plot.ts';

const reason = 'Objectif : rupture de stock du fournisseur habituel, aucun équivalent disponible.';

/** First mails, complete or not, of every kind of applicant. */
export async function requests(): Promise<Journey[]> {
  const form = { name: 'formulaire.pdf', content: await importForm(completeImportForm()) };
  const table = { name: 'tableau.xlsx', content: await imputationWorkbook(completeImputationTable()) };
  const declared = { name: 'declaration.pdf', content: await exportForm(completeExportForm()) };
  const modules = ['Modules 4 et 5 Neravoxa.txt', 'Module 3 Neravoxa.txt'].map((name, index) => ({
    name,
    content: Buffer.from(
      index === 0
        ? 'Données pharmacologiques, toxicologiques et cliniques\n\nModule 4. Module 5.\n'
        : 'Données relatives à la qualité\n\nModule 3. Procédé de fabrication et contrôles.\n',
    ),
  }));
  const one = (name: string, about: string, ...steps: JourneyStep[]): Journey => ({ name, about, steps });
  const text = `Bonjour,\n\nVoici notre demande d’autorisation d’importation.\n\n${reason}\n`;
  return [
    one('demande-formulaire-complet', 'Formulaire complet et justification : rien ne manque.', {
      on: '2026-06-01',
      mail: { text, attachments: [form] },
    }),
    one('demande-dans-le-message', 'La demande est tapée dans le message, sans formulaire : il est demandé poliment.', {
      on: '2026-06-01',
      mail: request(),
    }),
    one('demande-formulaire-et-tableau', 'Un tableau d’imputation accompagne la demande.', {
      on: '2026-06-01',
      mail: { text, attachments: [form, table] },
    }),
    one('demande-sans-provenance', 'Il manque le pays de provenance.', {
      on: '2026-06-01',
      mail: request({}, ['Pays de provenance']),
    }),
    one('demande-presque-vide', 'Il manque presque tout : tout est demandé en une fois.', {
      on: '2026-06-01',
      mail: { text: 'Bonjour,\n\nNous demandons une autorisation d’importation pour Néravoxa.\n' },
    }),
    one('demande-sans-justification', 'Il manque la lettre qui justifie le besoin.', {
      on: '2026-06-01',
      mail: {
        text: requestText({}, ['Objectif de l’importation', 'Justification']),
        subject: 'Demande d’autorisation d’importation',
      },
    }),
    one('demande-en-serie', 'Une série d’opérations sans leur nombre.', {
      on: '2026-06-01',
      mail: request({ Quantité: '50 000 boîtes dans un délai de 12 mois' }),
    }),
    one('demande-au-dela-d-un-an', 'La période demandée dépasse un an.', {
      on: '2026-06-01',
      mail: request({ Quantité: '50 000 boîtes en 4 opérations dans un délai de 18 mois' }),
    }),
    one('demande-documents-en-desaccord', 'Le message et le formulaire ne disent pas le même dosage.', {
      on: '2026-06-01',
      mail: { text: `${text}\nDosage : 50 mg\n`, attachments: [form] },
    }),
    one('demande-essai-clinique', 'Une recherche sans accusé de réception de la demande d’autorisation.', {
      on: '2026-06-01',
      mail: request({ 'Objectif de l’importation': 'essai clinique de phase II' }, ['Justification']),
    }),
    one('demande-particulier', 'Un particulier envoie son ordonnance : aucun formulaire ne lui est demandé.', {
      on: '2026-06-01',
      mail: {
        from: 'Jeanne Exemple <jeanne.exemple@courriel.example>',
        subject: 'Importation d’un médicament pour usage personnel',
        text: 'Bonjour,\n\nJe suis un particulier et je demande l’autorisation d’importation de mon médicament, bloqué en douane.\n',
        attachments: [{ name: 'ordonnance.pdf', content: await prescriptionPdf() }],
      },
    }),
    one('demande-boite-export', 'Une demande d’importation arrive dans la boîte des exportations.', {
      on: '2026-06-01',
      to: 'export',
      mail: request(),
    }),
    one('demande-stupefiant', 'Une substance réglementée : signalée, le délai court.', {
      on: '2026-06-01',
      mail: request({ 'Nom de marque': 'Morphal', Composition: 'chlorhydrate de morphine 10 mg par ampoule' }),
    }),
    one('demande-fichier-protege', 'Le formulaire est illisible : rien n’est dit manquant.', {
      on: '2026-06-01',
      mail: { text, attachments: [{ name: 'formulaire.pdf', content: Buffer.from('%PDF-1.7\nrien') }] },
    }),
    one('demande-piece-oubliee', 'Le message annonce des pièces, aucune n’est jointe.', {
      on: '2026-06-01',
      mail: { text: 'Bonjour,\n\nVeuillez trouver ci-joint notre demande d’autorisation d’importation.\n' },
    }),
    one('demande-lien-de-telechargement', 'Les pièces sont derrière un lien : il n’est pas ouvert.', {
      on: '2026-06-01',
      mail: {
        text: 'Bonjour,\n\nNotre demande d’autorisation d’importation est ici : https://wetransfer.com/downloads/exemple\n',
      },
    }),
    one(
      'demande-transmise-par-un-collegue',
      'Un agent transmet la demande : le demandeur est celui du message transmis.',
      {
        on: '2026-06-01',
        mail: {
          from: 'Accueil <accueil@agence.example>',
          subject: 'TR: Demande d’autorisation d’importation – Néravoxa',
          text: `Pour vous.\n\n-----Message d'origine-----\nDe : Claire Aubert <claire.aubert@aubraie.example>\nEnvoyé : lundi 1 juin 2026 09:30\nÀ : accueil@agence.example\nObjet : Demande d’autorisation d’importation – Néravoxa\n\n${requestText()}`,
        },
      },
    ),
    one('declaration-complete', 'Une déclaration d’exportation complète : accusé sans date de refus.', {
      on: '2026-06-01',
      to: 'export',
      mail: {
        subject: 'Déclaration d’exportation',
        text: 'Bonjour,\n\nVoici notre déclaration.\n',
        attachments: [declared, ...modules],
      },
    }),
    one('declaration-sans-indications', 'Une déclaration sans indications thérapeutiques.', {
      on: '2026-06-01',
      to: 'export',
      mail: {
        subject: 'Déclaration d’exportation',
        text: 'Bonjour,\n\nVoici notre déclaration.\n',
        attachments: [
          { name: 'declaration.pdf', content: await exportForm(without(completeExportForm(), 'indications')) },
          ...modules,
        ],
      },
    }),
    one('declaration-vers-l-union', 'Une déclaration vers un seul État de l’Union : un agent regarde.', {
      on: '2026-06-01',
      to: 'export',
      mail: {
        subject: 'Déclaration d’exportation',
        text: 'Bonjour,\n\nVoici notre déclaration.\n',
        attachments: [
          {
            name: 'declaration.pdf',
            content: await exportForm(completeExportForm({ destinationCountries: 'Espagne' })),
          },
          ...modules,
        ],
      },
    }),
    one('declaration-complementaire', 'Une déclaration complémentaire sans numéro de la première.', {
      on: '2026-06-01',
      to: 'export',
      mail: {
        subject: 'Déclaration d’exportation complémentaire (DEC)',
        text: 'Bonjour,\n\nVoici notre déclaration complémentaire.\n',
        attachments: [
          {
            name: 'declaration.pdf',
            content: await exportForm(completeExportForm({ declarationType: 'complementary' })),
          },
        ],
      },
    }),
    one('declaration-boite-import', 'Une déclaration d’exportation arrive dans la boîte des importations.', {
      on: '2026-06-01',
      mail: {
        subject: 'Déclaration d’exportation',
        text: 'Bonjour,\n\nVoici notre déclaration.\n',
        attachments: [declared, ...modules],
      },
    }),
    one('deux-demarches-un-message', 'Une demande d’importation et une déclaration dans un message.', {
      on: '2026-06-01',
      mail: {
        subject: 'Importation et exportation de Néravoxa',
        text: `Bonjour,\n\nVoici nos deux dossiers.\n\n${reason}\n`,
        attachments: [form, declared, ...modules],
      },
    }),
    one('tableau-seul', 'Un tableau d’imputation revient seul.', {
      on: '2026-06-01',
      mail: { subject: 'Tableau d’imputation', text: 'Bonjour,\n\nVoici le tableau.\n', attachments: [table] },
    }),
    one('tableau-vide', 'Un tableau d’imputation revient sans opération ni numéro.', {
      on: '2026-06-01',
      mail: {
        subject: 'Tableau d’imputation',
        text: 'Bonjour,\n\nVoici le tableau.\n',
        attachments: [{ name: 'tableau.xlsx', content: await imputationWorkbook() }],
      },
    }),
  ];
}
