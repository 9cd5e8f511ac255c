import { testRules } from '../../builders/rule-cases.ts';
import type { UnreadableReason } from '../../../worker/domain/submission.ts';
import { technicalRules } from '../../../worker/rules/technical.ts';

const locked = (file: string) => ({ kind: 'unreadable', reason: 'encrypted', file }) as const;
const unread = (reason: UnreadableReason) =>
  ({ documents: [{ kind: 'unreadable', reason, file: 'piece.bin' }] }) as const;
const link = { transferLinks: ['transfert.example'] };

testRules('files that cannot be read', technicalRules, [
  {
    rule: 'TE-01',
    when: 'a file is protected by a password',
    file: { documents: [locked('formulaire.pdf')] },
    is: 'raised',
    says: 'La pièce « formulaire.pdf » est protégée par un mot de passe',
  },
  {
    rule: 'TE-01',
    when: 'two files are protected by a password',
    file: { documents: [locked('a.pdf'), locked('b.pdf')] },
    is: 'raised',
    says: 'Les pièces « a.pdf » et « b.pdf » sont protégées',
  },
  {
    rule: 'TE-01',
    when: 'a protected file has no name',
    file: { documents: [locked('')] },
    is: 'raised',
    says: 'La pièce sans nom (partie 2)',
  },
  {
    rule: 'TE-01',
    when: 'the file came again under its name and was read',
    file: {
      earlier: [{ documents: [locked('Formulaire.PDF')] }],
      documents: [{ kind: 'importForm', file: 'formulaire.pdf' }],
    },
    is: 'notApplicable',
  },
  {
    rule: 'TE-01',
    when: 'a later mail leaves the protected file as it is',
    file: { earlier: [{ documents: [locked('formulaire.pdf')] }], documents: ['requestLetter'] },
    is: 'raised',
  },
  { rule: 'TE-02', when: 'a file is empty', file: unread('empty'), is: 'raised', says: 'vide' },
  { rule: 'TE-02', when: 'a file cannot be opened', file: unread('corrupt'), is: 'raised' },
  { rule: 'TE-02', when: 'reading a file took too long', file: unread('tooHeavy'), is: 'notApplicable' },
  {
    rule: 'TE-05',
    when: 'a form was recognised from a picture',
    file: { documents: [{ kind: 'importForm', file: 'scan.jpg', ocr: 92, fields: { strength: '5 mg' } }] },
    is: 'raised',
    says: 'La pièce « scan.jpg » est une image',
  },
  {
    rule: 'TE-05',
    when: 'a document is longer than what is read',
    file: { documents: [{ kind: 'requestLetter', file: 'long.docx', notes: ['cutShort'] }] },
    is: 'raised',
    says: 'La pièce « long.docx »',
  },
  {
    rule: 'TE-09',
    when: 'a workbook has macros',
    file: { documents: [{ kind: 'imputationTable', file: 'tableau.xlsm', notes: ['macros'] }] },
    is: 'raised',
    says: 'La pièce « tableau.xlsm » contient des macros',
  },
  {
    rule: 'TE-09',
    when: 'a mail is only signed',
    file: { documents: [{ kind: 'importForm', notes: ['electronicSignature'] }] },
    is: 'notApplicable',
  },
  { rule: 'TE-02', when: 'a file is only protected', file: { documents: [locked('a.pdf')] }, is: 'notApplicable' },
  { rule: 'TE-03', when: 'a format is not read', file: unread('formatNotRead'), is: 'raised', says: 'format' },
  { rule: 'TE-03', when: 'every file is read', file: { documents: ['importForm'] }, is: 'notApplicable' },
  { rule: 'TE-04', when: 'the mail links to files', file: link, is: 'raised' },
  {
    rule: 'TE-04',
    when: 'the mail links to files besides those attached',
    file: { ...link, documents: ['importForm'] },
    is: 'raised',
  },
  {
    rule: 'TE-04',
    when: 'a later mail brings files',
    file: { earlier: [link], documents: ['importForm'] },
    is: 'notApplicable',
  },
  { rule: 'TE-05', when: 'a scan has no text', file: unread('scanNotRead'), is: 'raised', says: 'à lire par un agent' },
  { rule: 'TE-05', when: 'a picture is a logo', file: { documents: ['decoration'] }, is: 'notApplicable' },
  {
    rule: 'TE-06',
    when: 'attachments are announced and only a logo came',
    file: { announcesAttachments: true, documents: ['decoration'] },
    is: 'raised',
  },
  {
    rule: 'TE-06',
    when: 'the announced attachment cannot be read',
    file: { announcesAttachments: true, documents: [locked('a.pdf')] },
    is: 'satisfied',
  },
  {
    rule: 'TE-06',
    when: 'only an earlier mail announced attachments',
    file: { earlier: [{ announcesAttachments: true }] },
    is: 'notApplicable',
  },
  { rule: 'TE-07', when: 'a file is too large', file: unread('tooLarge'), is: 'raised', says: 'dépasse la taille' },
  { rule: 'TE-07', when: 'no file is too large', file: {}, is: 'notApplicable' },
  { rule: 'TE-08', when: 'a mail could not be opened whole', file: { damage: 'limite atteinte' }, is: 'raised' },
  { rule: 'TE-08', when: 'every mail was opened whole', file: {}, is: 'notApplicable' },
  {
    rule: 'TE-10',
    when: 'reading a file took too long or too much memory',
    file: unread('tooHeavy'),
    is: 'raised',
    says: 'n’a pas pu être lue dans le temps et la mémoire',
  },
  { rule: 'TE-10', when: 'a file is only empty', file: unread('empty'), is: 'notApplicable' },
]);
