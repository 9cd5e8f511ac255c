import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentCues, type CuedKind } from '../../data/reference/intents.ts';
import { findCues } from '../../parsers/intent/find-cues.ts';
import { intent } from '../../parsers/intent.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { mails } from './intent-mails.ts';

/** A mail by its subject, and its text after « | ». */
function kindOf(mail: string): IntentKind {
  const [subject = '', text = ''] = mail.split('|').map((each) => each.trim());
  return intent(subject, text, []).kind;
}

const table = Object.entries(mails).flatMap(([kind, all]) => all.map((mail) => [mail, kind] as const));

describe('what a mail without documents wants', () => {
  it.each(table)('« %s »: %s', (mail, kind) => {
    expect(kindOf(mail)).toBe(kind);
  });

  it('is tried on every kind, four times at least', () => {
    expect(table.length).toBeGreaterThanOrEqual(120);
    for (const [kind, all] of Object.entries(mails)) expect(all.length, kind).toBeGreaterThanOrEqual(4);
  });

  it.each(['NFC', 'NFD'] as const)('is the same in %s, and in another layout', (form) => {
    const found = intent('Demande  d’autorisation\td’importation parallèle'.normalize(form), '', []);
    expect(found.kind).toBe('parallelImport');
  });

  it('quotes the words that decided, as they stand, and where', () => {
    expect(intent('Doloxal', 'Où en est\nnotre demande d’AI ?', []).evidence).toEqual(['« Où en est » (texte)']);
    expect(intent('Voyage avec mes médicaments', '', []).evidence).toEqual(['« Voyage avec mes médicaments » (objet)']);
    expect(intent('Retrait de la demande', '', []).evidence).toEqual(['« Retrait de la demande » (objet)']);
  });

  it('quotes both sides of a contradiction', () => {
    const { evidence } = intent('Autorisation d’importation et accès compassionnel', '', []);
    expect(evidence).toEqual(['« Autorisation d’importation » (objet)', '« accès compassionnel » (objet)']);
  });

  it('repeats nothing else of what a private individual writes', () => {
    const { evidence } = intent('Aide', 'Atteinte d’une sclérose, je suis une particulière et prends Doloxal.', []);
    expect(evidence).toEqual(['« suis une particulière » (texte)']);
  });
});

/** What a mail with documents wants. */
function withDocuments(subject: string, mail: MailDescription, text = ''): IntentKind {
  return intent(subject, text, aSubmission(mail).documents).kind;
}

describe('the documents of a mail', () => {
  it.each([
    ['Bonjour', 'importRequest'],
    ['Importation parallèle', 'importRequest'],
    ['Stupéfiants et psychotropes', 'importRequest'],
    ['Demande d’attestation d’importation', 'importRequest'],
    ['Relance', 'importRequest'],
    ['Déclaration d’exportation', 'importRequest'],
    ['Renouvellement de l’autorisation d’importation', 'renewal'],
  ])('with an import form under « %s » make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: ['importForm'] })).toBe(kind);
  });

  it('with a form show staff that something else is said', () => {
    const { documents } = aSubmission({ documents: ['importForm'] });
    expect(intent('Annulation de notre demande', '', documents).evidence).toContain(
      '« Annulation de notre demande » (objet)',
    );
  });

  it.each([
    ['Bonjour', 'decisionCopy'],
    ['Modification de l’AI 2026-0123', 'modification'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with a form that the agency has written on, under « %s », make it %s', (subject, kind) => {
    const documents = [{ kind: 'importForm', fields: { reservedForAgency: 'AI n° 2026-0123, visa' } }] as const;
    expect(withDocuments(subject, { documents })).toBe(kind);
  });

  it('with a picture that seems written on are a request all the same', () => {
    const documents = [{ kind: 'importForm', fields: { reservedForAgency: 'VI5A' }, ocr: 60 }] as const;
    expect(withDocuments('Bonjour', { documents })).toBe('importRequest');
  });

  it.each([
    ['initial', 'exportDeclaration'],
    ['complementary', 'complementaryDeclaration'],
  ] as const)('with an export form of type %s make it %s', (declarationType, kind) => {
    expect(withDocuments('Bonjour', { documents: ['exportForm'], fields: { declarationType } })).toBe(kind);
  });

  it.each([
    ['Bonjour', 'imputationReturn'],
    ['AI n° 2026-0123', 'imputationReturn'],
    ['Autorisation d’importation 2026-0123', 'imputationReturn'],
    ['Réponse à votre demande', 'imputationReturn'],
    ['Renouvellement d’autorisation d’importation', 'renewal'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with a table under « %s » make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: [{ kind: 'imputationTable', tables: [] }] })).toBe(kind);
  });

  it('with a table and a letter that gives the values of a request are one', () => {
    const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
    const documents = [{ kind: 'imputationTable' }, { kind: 'requestLetter', fields }] as const;
    expect(withDocuments('Doloxal', { documents })).toBe('importRequest');
  });

  it.each([
    ['Doloxal', 'decisionCopy'],
    ['AI n° 2026-0123', 'decisionCopy'],
    ['Modification de l’AI n° 2026-0123', 'modification'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with an issued authorisation alone, under « %s », make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: ['issuedAuthorisation', 'decoration'] })).toBe(kind);
  });

  it('with an issued authorisation beside others decide nothing', () => {
    expect(withDocuments('Doloxal', { documents: ['issuedAuthorisation', 'other'] })).toBe('unclear');
  });

  it.each(['Doloxal', 'Accès compassionnel', 'Faut-il autre chose ?', 'Certificat CPP et importation parallèle'])(
    'that give the values of a request settle « %s »',
    (subject) => {
      const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
      expect(withDocuments(subject, { documents: [{ kind: 'requestLetter', fields }] })).toBe('importRequest');
    },
  );

  it('never outweigh an act or another procedure that is said, short of a form', () => {
    const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
    const mail = { documents: [{ kind: 'requestLetter', fields }] } as const;
    expect(withDocuments('Importation parallèle', mail)).toBe('parallelImport');
    expect(withDocuments('Annulation de notre demande', mail)).toBe('withdrawal');
  });

  it('that give a destination and an exporter are a declaration', () => {
    const fields = { destinationCountries: ['MA'], exporterName: 'Alba Distribution' } as const;
    expect(withDocuments('Doloxal', { documents: [{ kind: 'requestLetter', fields }] })).toBe('exportDeclaration');
  });

  it('with a prescription make a request about « my treatment » an individual’s', () => {
    const mail = { documents: ['prescription'] } as const;
    const text = 'Je demande une autorisation d’importation pour mon traitement.';
    expect(withDocuments('Demande d’importation', mail, text)).toBe('individualRequest');
    expect(withDocuments('Demande d’importation', {}, text)).toBe('importRequest');
    expect(withDocuments('Doloxal', mail)).toBe('unclear');
  });
});

const kinds = Object.keys(intentCues) as CuedKind[];
const words = kinds.flatMap((kind) => {
  const { says, mentions = [], inSubject = [] } = intentCues[kind];
  return [...says, ...mentions, ...inSubject].filter((each) => typeof each === 'string');
});
const someText = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 })
  .map((parts) => parts.join(' '));

describe('any mail', () => {
  it('wants one of the kinds, and what decided can be read in it', () => {
    fc.assert(
      fc.property(someText, someText, (subject, text) => {
        const { kind, evidence } = intent(subject, text, []);
        expect([...kinds, 'unclear']).toContain(kind);
        if (kind !== 'unclear') expect(evidence.length).toBeGreaterThan(0);
        const mail = `${subject} ${text}`.replace(/\s+/g, ' ');
        for (const each of evidence) expect(mail).toContain(/^« (.*) » \((?:objet|texte)\)$/s.exec(each)?.[1]);
      }),
      { numRuns: 300 },
    );
  });

  it('wants the same whatever the order of its documents', () => {
    const described = fc.constantFrom(
      ...(['importForm', 'exportForm', 'imputationTable', 'issuedAuthorisation', 'prescription'] as const),
      ...(['requestLetter', 'other', 'decoration', 'unreadable'] as const),
      { kind: 'importForm', fields: { reservedForAgency: 'Visa' } } as const,
      { kind: 'exportForm', fields: { declarationType: 'complementary' } } as const,
      { kind: 'requestLetter', fields: { provenanceCountry: 'CH', importerName: 'Alba', purpose: ['other'] } } as const,
    );
    const shuffled = fc.array(described, { maxLength: 5 }).chain((all) => {
      const documents = all.map((each) => (typeof each === 'string' ? { kind: each } : each));
      const submission = aSubmission({ documents });
      return fc.tuple(
        fc.constant(submission.documents),
        fc.shuffledSubarray([...submission.documents], { minLength: submission.documents.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, someText, ([documents, others], text) => {
        expect(intent('Doloxal', text, others)).toEqual(intent('Doloxal', text, documents));
      }),
    );
  });

  it('is walked through once, however long', () => {
    const found = intent('', 'suite à votre demande AIP / '.repeat(7_000), []);
    expect(found).toEqual({ kind: 'replyToRequest', evidence: ['« suite à votre demande » (texte)'] });
  });

  it('holds no cue whose words are pages apart', () => {
    expect(intent('', `demande ${'de '.repeat(100)} importation`, []).kind).toBe('unclear');
  });
});

describe('the table of cues', () => {
  it('finds each of its own phrases, as itself or as one that says more', () => {
    for (const kind of kinds) {
      const { says, mentions = [] } = intentCues[kind];
      for (const cue of [...says, ...mentions]) {
        if (typeof cue !== 'string') continue;
        expect(findCues(cue, 'text'), cue).not.toEqual([]);
        expect(
          findCues(cue.toLocaleUpperCase('fr'), 'text').map((each) => each.kind),
          cue,
        ).toEqual(findCues(cue, 'text').map((each) => each.kind));
      }
    }
  });

  it('gives no phrase to two kinds', () => {
    const owners = new Map<string, CuedKind>();
    for (const kind of kinds) {
      for (const cue of [...intentCues[kind].says, ...(intentCues[kind].mentions ?? [])]) {
        expect(owners.get(String(cue)) ?? kind, String(cue)).toBe(kind);
        owners.set(String(cue), kind);
      }
    }
  });
});
