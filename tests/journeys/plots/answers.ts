import { importForm } from '../../../templates/forms/import-form.ts';
import { imputationWorkbook } from '../../../templates/forms/imputation-workbook.ts';
import { completeImportForm, completeImputationTable, without } from '../../builders/documents.ts';
import type { MailDraft } from '../../builders/mail.ts';
import { answer, request, requestText, type Journey } from './plot.ts';

const twice = request({}, ['Pays de provenance', 'Voie d’administration']);
const asked = request({}, ['Pays de provenance']);
const reason = 'Objectif : rupture de stock du fournisseur habituel, aucun équivalent disponible.';

/** Answers to requests for information, in every shape. */
export async function answers(): Promise<Journey[]> {
  const table = (entries: number) =>
    imputationWorkbook(
      completeImputationTable({ entries: (completeImputationTable().entries ?? []).slice(0, entries) }),
    );
  const returned = async (entries: number): Promise<MailDraft> => ({
    subject: 'Tableau d’imputation AI 2026-04518',
    text: 'Bonjour,\n\nVoici le tableau d’imputation à jour.\n',
    attachments: [{ name: 'tableau.xlsx', content: await table(entries) }],
  });
  const form = await importForm(completeImportForm({ brandName: 'Doloxal', strength: '150 mg' }));
  const incomplete = await importForm(without(completeImportForm(), 'route'));
  return [
    {
      name: 'reponse-complete',
      about: 'La réponse complète la demande le jour dit : un nouvel accusé donne la nouvelle date.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-10', mail: answer(1, 'Pays de provenance : Allemagne\n') },
      ],
    },
    {
      name: 'reponse-partielle',
      about: 'La réponse n’apporte qu’une partie : la lettre suivante ne demande que le reste.',
      steps: [
        { on: '2026-06-01', mail: twice },
        { on: '2026-06-10', mail: answer(1, 'Pays de provenance : Allemagne\n') },
        { on: '2026-06-18', mail: answer(2, 'Voie d’administration : orale\n') },
      ],
    },
    {
      name: 'reponse-vide',
      about: 'La réponse n’apporte rien de ce qui est demandé : la même demande court toujours.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-05', mail: answer(1, 'Bonjour,\n\nNous vous répondrons la semaine prochaine.\n') },
        { on: '2026-06-12', mail: answer(1, 'Pays de provenance : Italie\n') },
      ],
    },
    {
      name: 'reponse-qui-se-contredit',
      about: 'La réponse donne une autre valeur que la première demande : elle la remplace, la différence est dite.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-08', mail: answer(1, 'Pays de provenance : Allemagne\nDosage : 50 mg\n') },
      ],
    },
    {
      name: 'reponse-par-la-reference',
      about: 'La réponse ne suit pas le fil mais cite la référence, d’une adresse connue.',
      steps: [
        { on: '2026-06-01', mail: asked },
        {
          on: '2026-06-08',
          mail: { subject: 'Dossier {{case:1}}', text: 'Pays de provenance : Allemagne\n' },
        },
      ],
    },
    {
      name: 'reponse-d-un-inconnu',
      about: 'Un inconnu cite la référence : un autre dossier s’ouvre, signalé comme peut-être lié.',
      steps: [
        { on: '2026-06-01', mail: asked },
        {
          on: '2026-06-08',
          mail: {
            from: 'Paul Autre <paul@ailleurs.example>',
            subject: 'Dossier {{case:1}}',
            text: 'Pays de provenance : Allemagne\n',
          },
        },
      ],
    },
    {
      name: 'reponse-reference-mal-recopiee',
      about: 'La référence est mal recopiée : la lettre finale ne convient pas, rien n’est rattaché.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-08', mail: { subject: 'Dossier AI-2026-000009-A', text: 'Pays de provenance : Allemagne\n' } },
      ],
    },
    {
      name: 'reponse-par-un-formulaire',
      about: 'La réponse est un formulaire entier : ce qui manquait est trouvé.',
      steps: [
        {
          on: '2026-06-01',
          mail: {
            text: `Bonjour,\n\nVoici notre demande.\n\n${reason}\n`,
            attachments: [{ name: 'formulaire.pdf', content: incomplete }],
          },
        },
        {
          on: '2026-06-09',
          mail: answer(1, 'Voici le formulaire corrigé.\n', {
            attachments: [{ name: 'formulaire.pdf', content: await importForm(completeImportForm()) }],
          }),
        },
      ],
    },
    {
      name: 'reponse-message-renvoye',
      about: 'Le même message arrive deux fois dans la même boîte puis dans l’autre : un dossier, une réponse.',
      steps: [
        { on: '2026-06-01', mail: { ...request(), messageId: 'meme@mail.aubraie.example' } },
        { on: '2026-06-01', mail: { ...request(), messageId: 'meme@mail.aubraie.example' } },
        { on: '2026-06-02', to: 'export', mail: { ...request(), messageId: 'meme@mail.aubraie.example' } },
      ],
    },
    {
      name: 'reponse-historique-cite',
      about: 'La réponse cite tout l’échange : seul ce qui est nouveau est lu.',
      steps: [
        { on: '2026-06-01', mail: asked },
        {
          on: '2026-06-08',
          mail: answer(
            1,
            `Pays de provenance : Allemagne\n\nLe lun. 1 juin 2026 à 09:30, Agence a écrit :\n> Pays de provenance : à préciser\n> ${requestText().replaceAll('\n', '\n> ')}\n`,
          ),
        },
      ],
    },
    {
      name: 'reponse-illisible',
      about: 'La réponse est un fichier abîmé : rien n’est plus dit manquant, un agent regarde ; renvoyé, il est lu.',
      steps: [
        { on: '2026-06-01', mail: asked },
        {
          on: '2026-06-08',
          mail: answer(1, 'Voici.\n', {
            attachments: [{ name: 'reponse.pdf', content: Buffer.from('%PDF-1.7\nrien') }],
          }),
        },
        {
          on: '2026-06-09',
          mail: answer(2, 'Voici à nouveau.\n', {
            attachments: [{ name: 'reponse.pdf', content: await importForm(completeImportForm()) }],
          }),
        },
      ],
    },
    {
      name: 'reponse-change-l-objectif',
      about: 'Un message postérieur change l’objectif : une autre pièce est exigée, elle est demandée à son tour.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-08', mail: answer(1, 'Objectif de l’importation : essai clinique de phase II\n') },
      ],
    },
    {
      name: 'reponse-piece-de-plus-illisible',
      about: 'Un dossier à instruire reçoit un fichier abîmé : un agent regarde.',
      steps: [
        { on: '2026-06-01', mail: request() },
        {
          on: '2026-06-08',
          mail: answer(1, 'Voici.\n', {
            attachments: [{ name: 'annexe.pdf', content: Buffer.from('%PDF-1.7\nrien') }],
          }),
        },
        { on: '2026-07-17', tick: true },
      ],
    },
    {
      name: 'tableau-renvoye-complete',
      about:
        'Le tableau revient deux fois : les lignes ajoutées sont dites, celles qui reviennent ne comptent qu’une fois.',
      steps: [
        { on: '2026-06-01', mail: await returned(1) },
        { on: '2026-07-01', mail: { ...(await returned(2)), inReplyTo: '{{letter:1}}' } },
      ],
    },
    {
      name: 'deux-demandes-un-message',
      about: 'Deux formulaires pour deux médicaments : deux dossiers, une réponse ; le complément va au bon.',
      steps: [
        {
          on: '2026-06-01',
          mail: {
            text: `Bonjour,\n\nVoici nos deux demandes.\n\n${reason}\n`,
            attachments: [
              { name: 'doloxal.pdf', content: form },
              { name: 'neravoxa.pdf', content: incomplete },
            ],
          },
        },
        {
          on: '2026-06-08',
          mail: answer(1, 'Voici le formulaire corrigé.\n', {
            attachments: [{ name: 'neravoxa.pdf', content: await importForm(completeImportForm()) }],
          }),
        },
      ],
    },
  ];
}
