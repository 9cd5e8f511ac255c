import { answer, request, requestText, type Journey } from './plot.ts';

const asked = request({}, ['Pays de provenance']);
const other = request({ 'Nom de marque': 'Doloxal', Composition: 'paracétamol 150 mg par gélule', Dosage: '150 mg' });

/** What people of the agency do, and what is refused to them. */
export function staff(): Journey[] {
  return [
    {
      name: 'agent-accorde',
      about: 'Un agent accorde l’autorisation : le dossier est clos, aucune lettre n’est envoyée par le robot.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-20', act: ['grant', '$1', 'EX-2026-12'] },
        { on: '2026-08-01', tick: true },
      ],
    },
    {
      name: 'agent-refuse-puis-rouvre',
      about: 'Un agent refuse, puis rouvre le dossier.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-20', act: ['refuse', '$1'] },
        { on: '2026-06-21', act: ['refuse', '$1'] },
        { on: '2026-06-22', act: ['reopen', '$1'] },
        { on: '2026-06-22', act: ['reopen', '$1'] },
      ],
    },
    {
      name: 'agent-informations-complementaires',
      about: 'Un agent requiert des informations complémentaires : quinze jours de plus, une seule fois.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-10', act: ['require', '$1', 'Précisez le numéro de lot et sa date de péremption.'] },
        { on: '2026-07-12', act: ['require', '$1', 'Précisez encore.'] },
        { on: '2026-07-20', mail: answer(2, 'Lot NX2601, péremption 12/2027.\n') },
        { on: '2026-08-01', tick: true },
      ],
    },
    {
      name: 'agent-informations-trop-tard',
      about: 'Le lendemain du terme, il est trop tard pour prolonger le délai.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-17', act: ['require', '$1', 'Précisez le lot.'] },
      ],
    },
    {
      name: 'agent-informations-sur-dossier-incomplet',
      about: 'Un dossier incomplet n’est pas prolongé : ce qui manque est déjà demandé.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-05', act: ['require', '$1', 'Précisez le lot.'] },
      ],
    },
    {
      name: 'agent-constate-un-element',
      about: 'Un agent constate que l’élément demandé est détenu.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-09', act: ['satisfy', '$1', 'AI-03'] },
        { on: '2026-06-09', act: ['satisfy', '$1', 'AI-11'] },
      ],
    },
    {
      name: 'agent-corrige-une-valeur',
      about: 'Un agent retient une autre valeur que celle qui a été lue.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-03', act: ['correct', '$1', 'provenanceCountry', 'Belgique'] },
        { on: '2026-06-03', act: ['correct', '$1', 'provenanceCountry', 'quelque part'] },
      ],
    },
    {
      name: 'agent-joint-deux-dossiers',
      about: 'La suite d’une demande est arrivée sans référence : un agent joint les deux dossiers.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-04', mail: request() },
        { on: '2026-06-05', act: ['merge', '$1', '$2'] },
      ],
    },
    {
      name: 'agent-separe-un-message',
      about: 'Une réponse n’était pas de ce dossier : un agent la sépare, puis la déplace dans le bon.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-02', mail: { ...other, messageId: 'doloxal@mail.aubraie.example' } },
        { on: '2026-06-08', mail: answer(1, 'Pays de provenance : Allemagne\n') },
        { on: '2026-06-09', act: ['relink', '$1', '2', '$2'] },
        { on: '2026-06-09', act: ['relink', '$1', '1', '$2'] },
        { on: '2026-06-10', act: ['split', '$2', '2'] },
      ],
    },
    {
      name: 'agent-decide-une-declaration',
      about: 'Une déclaration n’est ni accordée ni refusée ; elle est classée.',
      steps: [
        {
          on: '2026-06-01',
          to: 'export',
          mail: {
            subject: 'Déclaration d’exportation',
            text: 'Bonjour,\n\nNous déclarons l’exportation de Doloxal.\n',
          },
        },
        { on: '2026-06-02', act: ['grant', '$1', 'EX-2026-12'] },
        { on: '2026-06-02', act: ['refuse', '$1'] },
        { on: '2026-06-03', act: ['file', '$1'] },
      ],
    },
    {
      name: 'agent-rouvre-apres-le-refus',
      about: 'Un dossier clos après la naissance du refus, puis rouvert : le refus reste né.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-17', tick: true },
        { on: '2026-07-20', act: ['refuse', '$1'] },
        { on: '2026-07-21', act: ['reopen', '$1'] },
      ],
    },
    {
      name: 'agent-clot-un-dossier-incomplet',
      about: 'Un dossier incomplet est clos puis rouvert : rien n’est plus attendu, un agent regarde.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-05', act: ['withdraw', '$1'] },
        { on: '2026-06-08', act: ['reopen', '$1'] },
      ],
    },
    {
      name: 'agent-envoie-a-nouveau',
      about: 'Ce qui ne peut être envoyé à nouveau est refusé : aucune lettre, une adresse fausse, la nôtre.',
      steps: [
        { on: '2026-06-01', act: ['hold', 'aubraie.example'] },
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-02', act: ['resend', '$1'] },
        { on: '2026-06-02', mail: { ...request(), from: 'Paul Autre <paul@ailleurs.example>' } },
        { on: '2026-06-03', act: ['resend', '$2', 'pas une adresse'] },
        { on: '2026-06-03', act: ['resend', '$2', 'importation@agence.example'] },
        { on: '2026-06-03', act: ['resend', '$2'] },
      ],
    },
    {
      name: 'agent-leve-un-doute',
      about: 'La demande se contredit ; un agent retient une valeur, le dossier est à instruire.',
      steps: [
        { on: '2026-06-01', mail: { ...request(), text: `${requestText()}\nDosage : 50 mg\n` } },
        { on: '2026-06-02', act: ['correct', '$1', 'strength', '25 mg'] },
        { on: '2026-06-03', act: ['withdraw', '$1'] },
      ],
    },
    {
      name: 'agent-clot-un-refus-puis-joint',
      about:
        'Un dossier dont le refus est né reçoit les messages d’un autre, et reste né ; un dossier clos n’est plus joint.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-08-01', tick: true },
        { on: '2026-08-03', mail: other },
        { on: '2026-08-04', act: ['merge', '$1', '$2'] },
        { on: '2026-08-04', act: ['merge', '$1', '$2'] },
        { on: '2026-08-04', act: ['merge', '$1', '$1'] },
        { on: '2026-08-05', act: ['reroute', '$1', 'Agence d’exemple'] },
      ],
    },
    {
      name: 'agent-lie-deux-dossiers',
      about: 'Un agent signale que deux dossiers ont à voir l’un avec l’autre.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-04', mail: other },
        { on: '2026-06-05', act: ['relate', '$1', '$2'] },
      ],
    },
    {
      name: 'agent-transmet-ailleurs',
      about: 'La demande relève d’une autre autorité : l’expéditeur en est avisé.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-02', act: ['reroute', '$1', 'Agence vétérinaire d’exemple'] },
      ],
    },
    {
      name: 'agent-demande-retiree',
      about: 'Le demandeur renonce ; un agent clôt.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-10', mail: answer(1, 'Bonjour,\n\nNous retirons notre demande.\n') },
        { on: '2026-06-11', act: ['withdraw', '$1'] },
        { on: '2026-06-12', mail: answer(1, 'Merci.\n') },
      ],
    },
    {
      name: 'agent-aucune-autorisation-necessaire',
      about: 'Un agent constate qu’aucune autorisation n’est nécessaire : le robot ne le dit à personne.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-05', act: ['notRequired', '$1'] },
      ],
    },
    {
      name: 'agent-classe-un-courrier',
      about: 'Une question sans demande est classée.',
      steps: [
        { on: '2026-06-01', mail: { subject: 'Renseignement', text: 'Bonjour,\n\nQuels sont vos horaires ?\n' } },
        { on: '2026-06-02', act: ['file', '$1'] },
      ],
    },
    {
      name: 'agent-complete-un-dossier-clos',
      about: 'Une demande répond à un dossier clos : elle ouvre le sien, lié au premier.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-20', act: ['grant', '$1', 'EX-2026-12'] },
        { on: '2026-07-01', mail: { ...request(), inReplyTo: '{{letter:1}}' } },
      ],
    },
  ];
}
