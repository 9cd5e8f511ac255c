import { importForm } from '../../../templates/forms/import-form.ts';
import { completeImportForm } from '../../builders/documents.ts';
import { sealMail } from '../../builders/mail.ts';
import { multipart, textPart } from '../../builders/mime.ts';
import { answer, request, requestText, type Journey } from './plot.ts';

const asked = request({}, ['Pays de provenance']);
const found = 'Pays de provenance : Allemagne\n';
const late = `Bonjour,\n\nSuite à votre demande, voici.\n\n${found}`;

/** What the agency's own server says of a sender; `other` claims the same without being it. */
const says = (results: string, server = 'mx.agence.example') => ({ 'Authentication-Results': `${server}; ${results}` });
const forged = says('spf=fail smtp.mailfrom=aubraie.example; dkim=none; dmarc=fail header.from=aubraie.example');
const genuine = says('spf=pass smtp.mailfrom=aubraie.example; dkim=pass header.d=aubraie.example; dmarc=pass');
const claimed = says('dmarc=fail', 'mx.ailleurs.example');

/** Who writes: on hold, surely another, a program, the same person again, a colleague. */
export async function senders(): Promise<Journey[]> {
  const form = { name: 'formulaire.pdf', content: await importForm(completeImportForm()) };
  const other = { name: 'doloxal.pdf', content: await importForm(completeImportForm({ brandName: 'Doloxal' })) };
  const reason = 'Objectif : rupture de stock du fournisseur habituel, aucun équivalent disponible.';
  const direct = { text: requestText(), subject: 'Demande d’autorisation d’importation – Néravoxa' };
  const handedOn = {
    from: 'Accueil <accueil@agence.example>',
    subject: 'TR: Demande d’autorisation d’importation – Néravoxa',
    text: `Pour vous.\n\n-----Message d'origine-----\nDe : Claire Aubert <claire.aubert@aubraie.example>\nEnvoyé : lundi 1 juin 2026 09:30\nÀ : accueil@agence.example\nObjet : Demande d’autorisation d’importation – Néravoxa\n\n${requestText()}`,
  };
  return [
    {
      name: 'expediteur-en-attente',
      about:
        'Un expéditeur mis en attente : sa réponse est gardée, ne change rien et n’a pas de réponse ; puis libéré.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-02', act: ['hold', 'aubraie.example'] },
        { on: '2026-06-02', act: ['hold', 'aubraie.example'] },
        { on: '2026-06-03', mail: answer(1, found) },
        { on: '2026-06-04', mail: request({ 'Nom de marque': 'Doloxal' }, ['Pays de provenance']) },
        { on: '2026-06-05', act: ['release', 'aubraie.example'] },
        { on: '2026-06-05', act: ['release', 'aubraie.example'] },
        { on: '2026-06-08', mail: answer(1, found, { messageId: 'apres@mail.aubraie.example' }) },
        { on: '2026-06-09', act: ['clear', '$3'] },
        { on: '2026-06-09', act: ['clear', '$3'] },
      ],
    },
    {
      name: 'expediteur-en-attente-par-adresse',
      about: 'Une seule adresse est en attente : celles du même domaine ne le sont pas.',
      steps: [
        { on: '2026-06-01', act: ['hold', 'claire.aubert@aubraie.example'] },
        { on: '2026-06-01', act: ['hold', 'importation@agence.example'] },
        { on: '2026-06-01', act: ['hold', 'pas une adresse'] },
        { on: '2026-06-02', mail: request() },
        { on: '2026-06-02', mail: { ...request(), from: 'Paul Aubin <paul.aubin@aubraie.example>' } },
      ],
    },
    {
      name: 'expediteur-non-authentifie',
      about: 'Une réponse dont l’authentification échoue ne complète rien : son propre dossier, un accusé, un agent.',
      steps: [
        { on: '2026-06-01', mail: { ...asked, headers: genuine } },
        { on: '2026-06-08', mail: answer(1, found, { headers: { ...forged, 'Reply-To': 'pirate@ailleurs.example' } }) },
        { on: '2026-06-09', act: ['merge', '$1', '$2'] },
      ],
    },
    {
      name: 'expediteur-non-authentifie-nouvelle-demande',
      about: 'Une première demande dont l’authentification échoue est accusée comme toute autre, et un agent regarde.',
      steps: [{ on: '2026-06-01', mail: { ...request(), headers: forged } }],
    },
    {
      name: 'expediteur-verdict-d-un-autre-serveur',
      about: 'Le verdict d’un autre serveur n’est pas cru : la réponse complète le dossier.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-08', mail: answer(1, found, { headers: claimed }) },
      ],
    },
    {
      name: 'renvoi-autre-message-id',
      about: 'La même demande est renvoyée sous un autre Message-ID : un dossier, la première réception compte.',
      steps: [
        { on: '2026-06-01', mail: { ...direct, attachments: [form], messageId: 'un@mail.aubraie.example' } },
        { on: '2026-06-05', mail: { ...direct, attachments: [form], messageId: 'deux@mail.aubraie.example' } },
      ],
    },
    {
      name: 'renvoi-apres-refus',
      about: 'La même demande renvoyée après le refus implicite en est une nouvelle, avec son propre délai.',
      steps: [
        { on: '2026-06-01', mail: { ...direct, messageId: 'un@mail.aubraie.example' } },
        { on: '2026-07-17', tick: true },
        { on: '2026-07-20', mail: { ...direct, messageId: 'deux@mail.aubraie.example' } },
      ],
    },
    {
      name: 'renvoi-par-un-collegue',
      about: 'La demande est arrivée, puis un collègue la transmet encore : un seul dossier.',
      steps: [
        { on: '2026-06-01', mail: direct },
        { on: '2026-06-02', mail: handedOn },
      ],
    },
    {
      name: 'reponse-sur-un-autre-fil',
      about: 'Une demande pour un autre médicament est écrite en réponse à notre lettre : elle a son propre dossier.',
      steps: [
        { on: '2026-06-01', mail: { text: `Bonjour,\n\n${reason}\n`, attachments: [form] } },
        {
          on: '2026-06-08',
          mail: answer(1, `Bonjour,\n\nVoici une autre demande.\n\n${reason}\n`, { attachments: [other] }),
        },
      ],
    },
    {
      name: 'reponse-sur-un-fil-etranger',
      about: 'La réponse est écrite sur un vieux fil qui n’est pas le nôtre, sans référence : un agent la rattache.',
      steps: [
        { on: '2026-06-01', mail: asked },
        {
          on: '2026-06-08',
          mail: { subject: 'Re: Réunion de mars', inReplyTo: '<vieux@mail.aubraie.example>', text: late },
        },
        { on: '2026-06-09', act: ['merge', '$1', '$2'] },
      ],
    },
    {
      name: 'automate-absence',
      about: 'Une réponse d’absence : gardée, jamais répondue, aucun dossier.',
      steps: [
        { on: '2026-06-01', mail: request() },
        {
          on: '2026-06-01',
          mail: answer(1, 'Je suis absente.\n', { headers: { 'Auto-Submitted': 'auto-replied' } }),
        },
        {
          on: '2026-06-02',
          mail: { subject: 'Lettre n° 3', text: 'Au sommaire.\n', headers: { 'List-Id': '<lettre.example>' } },
        },
      ],
    },
    {
      name: 'lettre-non-distribuee',
      about:
        'La lettre revient : alerte. Un agent l’envoie à une autre adresse ; la réponse de là complète le dossier.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-02', mail: bounced() },
        { on: '2026-06-03', act: ['resend', '$1', 'affaires.reglementaires@aubraie.example'] },
        {
          on: '2026-06-05',
          mail: answer(2, found, { from: 'Affaires <affaires.reglementaires@aubraie.example>' }),
        },
      ],
    },
  ];
}

/** Our first letter comes back (RFC 3464). */
function bounced(): Buffer {
  const status = textPart('plain', 'Action: failed\nStatus: 5.1.1\n\nMessage-ID: {{letter:1}}\n');
  const report = multipart('report', [status], ' report-type=delivery-status;');
  const draft = {
    from: 'MAILER-DAEMON@mx.aubraie.example',
    subject: 'Undelivered Mail',
    headers: { 'Return-Path': '<>' },
  };
  return sealMail(draft, report);
}
