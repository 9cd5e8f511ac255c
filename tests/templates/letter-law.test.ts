import { describe, expect, it } from 'vitest';
import { actsOf } from '../../worker/acts.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeDeclaration, completeImputation, completeRequest } from '../builders/complete-files.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';
import { without } from '../builders/documents.ts';
import { faultsOf, forbidden, mandatory, writingOf, type WrittenLetter, type Writing } from '../builders/letter-law.ts';

const actor = { by: 'C. Marchal', why: 'examen du dossier' };

/** The last letter that a mail and what staff do with its case bring about. */
function letterTo(mail: MailDescription, then: (desk: TestDesk, reference: CaseReference) => void = () => undefined) {
  const desk = aDesk();
  desk.takeIn(aSubmission(mail, 1));
  const [{ reference } = expect.fail('no case')] = desk.register.cases.list();
  then(desk, reference);
  const letters = desk.register.cases.list().flatMap((each) => desk.register.outbox.ofCase(each.reference));
  return letters.at(-1) ?? expect.fail('no letter');
}

const request = { ...completeRequest, intent: 'importRequest' } as const;
const declaration = { ...completeDeclaration, intent: 'exportDeclaration' } as const;
const form = (brandName: string, fields: object = completeRequest.fields) =>
  ({ kind: 'importForm', fields: { ...fields, brandName } }) as const;

const written: Readonly<Record<Writing, WrittenLetter>> = {
  'AI acknowledgement': letterTo(request),
  'AI requestForInformation': letterTo({ ...request, fields: without(completeRequest.fields, 'route', 'quantity') }),
  'DE acknowledgement': letterTo(declaration),
  'DE requestForInformation': letterTo({ ...declaration, fields: without(completeDeclaration.fields, 'indications') }),
  receipt: letterTo({ ...completeImputation, intent: 'imputationReturn' }),
  severalDemands: letterTo({
    documents: [form('Doloxal'), form('Nervadine', without(completeRequest.fields, 'route')), 'requestLetter'],
    intent: 'importRequest',
  }),
  complementRequirement: letterTo(request, (desk, reference) => {
    actsOf(desk).require(reference, actor, 'Précisez le numéro de lot.');
  }),
  rerouteNotice: letterTo(request, (desk, reference) => {
    actsOf(desk).decide(reference, actor, { kind: 'rerouted', to: 'Agence vétérinaire d’exemple' });
  }),
};

const writings = Object.keys(written) as Writing[];
const everyPoint = (table: typeof mandatory) =>
  writings.flatMap((writing) => table[writing].map(({ name, words }) => ({ writing, name, words })));

/** The letter with a change to its text and to its page alike. */
function changed(letter: WrittenLetter, change: (words: string) => string): WrittenLetter {
  const { draft } = letter;
  const plain = (text: string) => change(text.replaceAll('&nbsp;', ' ').replace(/[ \n\u00a0]+/g, ' '));
  return { ...letter, draft: { ...draft, text: plain(draft.text), html: plain(draft.html) } };
}

describe('each kind of letter', () => {
  it.each(writings)('(%s) says all that the law asks for and nothing that it forbids', (writing) => {
    expect(writingOf(written[writing])).toBe(writing);
    expect(faultsOf(written[writing])).toEqual([]);
  });

  it.each(everyPoint(mandatory))('$writing, without « $name », is at fault', ({ writing, name, words }) => {
    const every = new RegExp(words.source, 'giu');
    const faults = faultsOf(changed(written[writing], (text) => text.replace(every, '…')));
    expect(faults).toContain(`text lacks: ${name}`);
  });
});

describe('words that a letter must not hold', () => {
  const said = [
    ['a decision', 'Votre importation est autorisée.'],
    ['a finding that the file is complete', 'Votre dossier est complet.'],
    ['that no authorisation is needed', 'Aucun accord : vous êtes dispensé.'],
    ['that no authorisation is needed', 'Une autorisation n’est pas nécessaire.'],
    ['that the law does not require something', 'Ils ne sont pas exigés par la loi.'],
    ['an injunction to use paper or the portal (CRPA L112-8)', 'Déposez votre demande sur Impexweb.'],
    ['a date in figures', 'avant le 16/07/2026'],
    ['a date in figures', 'avant le 2026-07-16'],
    ['words of a machine', 'manque AI-03'],
    ['words of a machine', 'undefined'],
    ['a plural for one thing', '1 pièces'],
    ['an optional plural', 'fichier(s)'],
  ] as const;

  it.each(writings.flatMap((writing) => said.map(([name, words]) => ({ writing, name, words }))))(
    '$writing: $words',
    ({ writing, name, words }) => {
      const letter = written[writing];
      const spoilt = { ...letter, draft: { ...letter.draft, text: `${letter.draft.text}\n${words}\n` } };
      expect(faultsOf(spoilt)).toContain(`text says: ${name}`);
    },
  );

  it.each([
    ['DE acknowledgement', 'dans les 45 jours, soit quarante-cinq jours'],
    ['DE acknowledgement', 'une autorisation d’exportation'],
    ['DE requestForInformation', 'article L114-5'],
    ['receipt', 'voies de recours'],
    ['AI acknowledgement', 'le délai est suspendu'],
    ['complementRequirement', 'pièce manquante'],
    ['rerouteNotice', 'réputée rejetée'],
  ] as const)('%s: %s', (writing, words) => {
    expect(forbidden[writing].some((each) => each.words.test(words))).toBe(true);
  });
});

describe('the form of a letter', () => {
  const letter = written['AI requestForInformation'];
  const spoilt = (text: string, html = letter.draft.html) =>
    faultsOf({ ...letter, draft: { ...letter.draft, text, html } });

  it.each([
    ['a sign stands after an ordinary space', 'Attention : ceci'],
    ['a straight apostrophe', "l'article"],
    ['a line is longer than 78 signs', 'x'.repeat(79)],
    ['something is asked twice', '- Joignez la lettre.\n- Joignez la lettre.'],
    ['the text and the HTML differ', 'Une phrase de plus.'],
  ])('%s: it is seen', (fault, words) => {
    expect(spoilt(`${letter.draft.text}\n${words}\n`)).toContain(fault);
  });

  it('reads the page as programs do', () => {
    const page = letter.draft.html
      .replace(' lang="fr"', '')
      .replaceAll('h1', 'h2')
      .replace('</body>', '<img src="x"></body>');
    expect(spoilt(letter.draft.text, page)).toEqual([
      'the page does not say that it is French',
      'the page has not one title',
      'the page needs something from outside',
    ]);
  });
});

describe('every intent of a mail', () => {
  const kinds: readonly IntentKind[] = [
    ...([
      'appeal',
      'withdrawal',
      'modification',
      'statusQuery',
      'renewal',
      'individualRequest',
      'importRequest',
    ] as const),
    ...([
      'imputationReturn',
      'decisionCopy',
      'complementaryDeclaration',
      'exportDeclaration',
      'portalSupport',
    ] as const),
    ...([
      'parallelImport',
      'controlledSubstance',
      'trialAttestation',
      'compassionateAccess',
      'exportCertificate',
    ] as const),
    ...(['traveller', 'otherProcedure', 'question', 'unrelated', 'unclear'] as const),
  ];

  it.each(kinds)('%s is answered by a letter without fault', (intent) => {
    expect(faultsOf(letterTo({ subject: 'Aubraie', intent }))).toEqual([]);
  });

  it.each(['appeal', 'modification', 'exportCertificate', 'unclear'] as const)(
    '%s may call for a decision: a person will tell its delay, no date is guessed',
    (intent) => {
      const { text } = letterTo({ subject: 'Aubraie', intent }).draft;
      expect(text.replace(/\s+/g, ' ')).toContain('Si une décision est à prendre, il vous indiquera les délais');
    },
  );

  it.each(['unrelated', 'decisionCopy'] as const)('%s is promised no answer', (intent) => {
    expect(letterTo({ subject: 'Aubraie', intent }).draft.text).not.toContain('vous répondra');
  });
});
