import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, FileDescription, MailDescription } from '../../builders/case-file.ts';
import { aFile } from '../../builders/case-file.ts';
import { completeDeclaration, completeImputation, completeRequest } from '../../builders/complete-files.ts';
import { aContext, verdictOf } from '../../builders/rule-cases.ts';
import type { Assessment, Severity, Verdict } from '../../../worker/domain/assessment.ts';
import { findings, undecided } from '../../../worker/domain/assessment.ts';
import type { FieldName } from '../../../worker/domain/fields.ts';
import type { Procedure } from '../../../worker/domain/reference.ts';
import { allRules } from '../../../worker/rules/all.ts';
import { assess } from '../../../worker/rules/assess.ts';

const severities: readonly Severity[] = ['legal', 'agency', 'technical', 'inconsistency', 'notice', 'staff'];
const declaration = { procedure: 'exportDeclaration', mailbox: 'export' } as const;
const imputation = { procedure: 'imputation' } as const;

/** A single bare substance: its strength cannot be derived, so that every item can be taken away alone. */
const request = with_(completeRequest, { composition: [{ name: 'paracétamol', amount: undefined }] });
const research = with_(
  { ...request, documents: ['importForm', 'trialAcknowledgement'] },
  { purpose: ['humanResearch'] },
);
const individual = with_({ ...request, documents: ['importForm', 'prescription'] }, { purpose: ['privateIndividual'] });
const differentOrigin = with_(request, { originDiffers: true, originCountry: 'IN' });

describe('a complete file', () => {
  it.each([
    ['a request', completeRequest, {}],
    ['a request for a trial', research, {}],
    ['a request of a private individual', individual, {}],
    ['a declaration', completeDeclaration, declaration],
    ['a table', completeImputation, imputation],
  ] as const)('gives no finding: %s', (_name, file, context) => {
    const assessment = assess(aFile(file), aContext(context));
    expect(severities.flatMap((each) => findings(assessment, each))).toEqual([]);
    expect(undecided(assessment)).toEqual([]);
  });
});

describe('an item that a person found to be held', () => {
  it('is held, and nothing else is', () => {
    const file = { ...aFile(without(without(request, 'route'), 'purpose')), satisfied: ['AI-11'] };
    const outcomes = assess(file, aContext()).verdicts.filter(({ rule }) => ['AI-11', 'AI-18'].includes(rule));
    expect(outcomes.map((each) => each.outcome)).toEqual(['satisfied', 'missing']);
  });
});

describe('a prescription', () => {
  const prescribed = { documents: ['prescription'], fields: { purpose: ['privateIndividual'] } } as const;

  it('may name the medicine, how much of it and for whom: none of that is called missing, a person looks', () => {
    const assessment = assess(aFile(prescribed), aContext());
    expect(undecided(assessment).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AI-01', 'AI-05', 'AI-12']));
    const missing = (documents: readonly 'prescription'[]) =>
      findings(assess(aFile({ ...prescribed, documents }), aContext()), 'legal').map(({ rule }) => rule);
    expect(missing(['prescription'])).toEqual(['AI-02', 'AI-03']);
    expect(missing([])).toEqual(expect.arrayContaining(['AI-01', 'AI-05', 'AI-12']));
  });

  it('takes nothing from what is given', () => {
    expect(undecided(assess(aFile(individual), aContext()))).toEqual([]);
  });
});

describe('a sentence told to the applicant', () => {
  /** Placeholders that our own words fill. */
  const ours = ['elements', 'champs', 'mois'];
  /** Tables of authorisations are no private individual's. */
  const told = allRules.filter(
    ({ severity, basis }) => severity !== 'staff' && !basis.startsWith('Tableau') && basis !== 'CSP, art. R5121-109',
  );

  it.each(told.map((rule) => [rule.code, rule] as const))(
    '%s quotes nothing where it may be health data',
    (_, rule) => {
      const words = rule.discreet ?? `${rule.sentence}${rule.plural ?? ''}`;
      const filled = [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      expect(filled.filter((name) => !ours.includes(name))).toEqual([]);
    },
  );
});

describe('a picture', () => {
  const scan = (fields: Fields) =>
    ({ documents: [{ kind: 'importForm', file: 'scan.pdf', ocr: 90, fields }] }) as const;

  it('never makes a file incomplete, nor a question of what it seems to say', () => {
    const file = scan({ quantity: { count: 12, unit: undefined }, periodMonths: 36 });
    const assessment = assess(aFile(file), aContext());
    const told = (['legal', 'agency', 'inconsistency', 'notice'] as const).flatMap((each) =>
      findings(assessment, each),
    );
    expect(told).toEqual([]);
    expect(['AI-03', 'AI-14'].map((each) => verdictOf(each, file).outcome)).toEqual(['cannotTell', 'cannotTell']);
    expect(verdictOf('TE-05', file).outcome).toBe('raised');
  });

  it('may show that an item is there', () => {
    expect(verdictOf('AI-03', scan({ provenanceCountry: 'BE' })).outcome).toBe('satisfied');
  });
});

describe('one item taken away from a complete file', () => {
  it.each([
    ['AI-01', without(request, 'importerName'), {}],
    ['AI-02', without(request, 'importerAddress'), {}],
    ['AI-03', without(request, 'provenanceCountry'), {}],
    ['AI-04', without(differentOrigin, 'originCountry'), {}],
    ['AI-05', without(request, 'brandName'), {}],
    ['AI-06', without(request, 'composition'), {}],
    ['AI-08', without(request, 'pharmaceuticalForm'), {}],
    ['AI-10', without(request, 'strength'), {}],
    ['AI-11', without(request, 'route'), {}],
    ['AI-12', without(request, 'quantity'), {}],
    ['AI-18', without(request, 'purpose'), {}],
    ['AI-19', withoutDocument(request, 'requestLetter'), {}],
    ['AI-20', withoutDocument(research, 'trialAcknowledgement'), {}],
    ['AI-21', withoutDocument(individual, 'prescription'), {}],
    ['DE-01', without(completeDeclaration, 'exporterName'), declaration],
    ['DE-01', without(completeDeclaration, 'exporterAddress'), declaration],
    ['DE-02', without(completeDeclaration, 'brandName'), declaration],
    ['DE-02', without(completeDeclaration, 'strength'), declaration],
    ['DE-02', without(completeDeclaration, 'pharmaceuticalForm'), declaration],
    ['DE-03', without(completeDeclaration, 'indications'), declaration],
    ['DE-04', without(completeDeclaration, 'presentation'), declaration],
    ['DE-05', withoutDocument(completeDeclaration, 'pharmacologicalData'), declaration],
    ['DE-06', withoutDocument(completeDeclaration, 'qualityData'), declaration],
    ['DE-07', without(completeDeclaration, 'reasonWithoutMarketingAuthorisation'), declaration],
    ['DE-08', without(completeDeclaration, 'destinationCountries'), declaration],
  ] as const)('gives exactly the legal finding %s', (code, file, context) => {
    const assessment = assess(aFile(file), aContext(context));
    expect(codes(findings(assessment, 'legal'))).toEqual([code]);
    expect(undecided(assessment)).toEqual([]);
  });

  it('every legal rule is among the items taken away', () => {
    const empty = [declaration, { procedure: 'importAuthorisation', mailbox: 'import' } as const].flatMap((context) => {
      const files = [
        {},
        { fields: { originDiffers: true } },
        { fields: { purpose: ['humanResearch'] } },
        { fields: { purpose: ['privateIndividual'] } },
      ] as const;
      return files.flatMap((file) => codes(findings(assess(aFile(file), aContext(context)), 'legal')));
    });
    const legal = allRules.filter(({ severity }) => severity === 'legal').map(({ code }) => code);
    expect([...new Set(empty)].sort()).toEqual(legal);
  });
});

describe('what could not be read', () => {
  const series = { settings: { imputationTable: 'always' }, procedure: 'importAuthorisation' } as const;
  const nothing: FileDescription = { subject: 'Renouvellement', fields: { scope: 'series' } };

  it('turns every missing item into a question for a person', () => {
    const sighted = assess(aFile(nothing), aContext(series));
    const blind = assess(
      aFile({ ...nothing, documents: [{ kind: 'unreadable', reason: 'scanNotRead' }] }),
      aContext(series),
    );
    const missing = sighted.verdicts.filter(({ outcome }) => outcome === 'missing');
    expect(codes(missing)).toEqual(expect.arrayContaining(['AI-01', 'AI-19', 'AI-22', 'AI-26', 'AI-33', 'IM-10']));
    expect(codes(blind.verdicts.filter(({ outcome }) => outcome === 'missing'))).toEqual([]);
    expect(outcomesOf(blind, codes(missing))).toEqual(new Set(['cannotTell']));
    expect(codes(undecided(blind))).toEqual(codes(findings(sighted, 'legal')));
  });

  it('leaves staff the sentence of what seems missing', () => {
    const file = { documents: [{ kind: 'unreadable' }] } as const;
    expect(verdictOf('AI-03', file)).toMatchObject({
      outcome: 'cannotTell',
      sentence: verdictOf('AI-03', {}).sentence,
    });
  });

  it('is named with its reason', () => {
    const documents = [{ kind: 'unreadable', reason: 'corrupt', file: 'lettre.pdf' }] as const;
    expect(assess(aFile({ documents }), aContext()).unread).toEqual([
      { file: 'lettre.pdf', reason: 'corrupt', format: 'PDF' },
    ]);
  });

  it('holds back what the law asks for even when an earlier mail brought it', () => {
    const file = { earlier: [{ documents: [{ kind: 'unreadable' }] }], documents: ['importForm'] } as const;
    expect(findings(assess(aFile(file), aContext()), 'legal')).toEqual([]);
  });

  it('includes the rest of a mail that could not be opened whole', () => {
    expect(verdictOf('AI-03', { damage: 'limite atteinte' }).outcome).toBe('cannotTell');
  });

  it('does not include logos', () => {
    expect(verdictOf('AI-03', { documents: ['decoration'] }).outcome).toBe('missing');
  });

  it('takes nothing away from what was read', () => {
    const documents = [...completeRequest.documents, { kind: 'unreadable' } as const];
    const { outcome } = verdictOf('AI-03', { ...completeRequest, documents });
    expect(outcome).toBe('satisfied');
  });
});

describe('the table of rules', () => {
  it('is in the order of its codes, each used once', () => {
    const all = allRules.map(({ code }) => code);
    expect(all).toEqual([...new Set(all)].sort());
  });

  it.each(allRules)('$code has an article, a procedure and a sentence in French typography', (rule) => {
    expect(rule.basis).not.toBe('');
    expect(rule.procedures).not.toEqual([]);
    for (const text of [rule.basis, rule.sentence, rule.plural ?? rule.sentence]) {
      expect(text).toMatch(/^\p{Lu}|^\{/u);
      expect(text).not.toMatch(/ [:;?!»]|« |'/);
    }
    expect(`${rule.sentence} ${rule.cure}`).not.toMatch(/ [:;?!»]|« |'/);
    expect(rule.sentence).toMatch(/\.$/);
  });

  it('tells how to cure what is asked, and nothing where nothing is asked', () => {
    const silent = ['AI-23', 'AI-24', 'AI-25'];
    const asks = allRules.filter(
      ({ severity, code }) => severity !== 'staff' && severity !== 'notice' && !silent.includes(code),
    );
    expect(codesOf(asks.filter(({ cure }) => cure === ''))).toEqual([]);
    expect(codesOf(allRules.filter((each) => !asks.includes(each) && each.cure !== ''))).toEqual([]);
  });

  it('asks for legal items by articles of the code only', () => {
    const legal = allRules.filter(({ severity }) => severity === 'legal');
    expect(codesOf(legal.filter(({ basis }) => !/^CSP, art\. [LR]51\d\d-\d/.test(basis)))).toEqual([]);
  });

  it('never calls a file incomplete for what only the agency likes', () => {
    const agency = allRules.filter(({ severity }) => severity === 'agency');
    expect(codesOf(agency.filter(({ sentence, cure }) => /incompl/i.test(sentence + cure)))).toEqual([]);
  });

  it('gives every rule a verdict, whatever the procedure', () => {
    const procedures: readonly Procedure[] = [
      'importAuthorisation',
      'exportDeclaration',
      'imputation',
      'correspondence',
    ];
    for (const procedure of procedures) {
      expect(codes(assess(aFile(), aContext({ procedure })).verdicts)).toEqual(codesOf(allRules));
    }
  });
});

describe('the words of a verdict', () => {
  it('hold no placeholder once the rule speaks', () => {
    fc.assert(
      fc.property(anyFile, anyProcedure, (file, procedure) => {
        const { verdicts } = assess(aFile(file), aContext({ procedure, settings: { imputationTable: 'always' } }));
        const spoken = verdicts.filter(({ outcome }) => ['missing', 'contradictory', 'raised'].includes(outcome));
        expect(spoken.filter(({ sentence, cure }) => /[{}…](?!\))/.test(sentence + cure))).toEqual([]);
      }),
    );
  });

  it('show hostile file names on one line, cut, and never as a placeholder', () => {
    const file = `a\n{pieces}\u202Egpj.${'x'.repeat(500)}.exe`;
    const { sentence } = verdictOf('TE-01', { documents: [{ kind: 'unreadable', file }] });
    expect(sentence).toContain('«\u00a0a {pieces} gpj.xxx');
    expect(sentence).not.toMatch(/[\n\u202E]/);
    expect(sentence.length).toBeLessThan(200);
  });

  it('are the same for the same file', () => {
    const once = assess(aFile(completeRequest), aContext());
    expect(assess(aFile(completeRequest), aContext())).toEqual(once);
  });
});

/** Fields as a hurried operator leaves them: some filled, some not understood, with and without documents. */
const anyFile = fc
  .record({
    fields: fc.subarray(
      Object.entries({ ...completeRequest.fields, ...completeDeclaration.fields, scope: 'series', periodMonths: 18 }),
    ),
    unparsed: fc.subarray<FieldName>(['purpose', 'composition', 'quantity', 'declarationType', 'plannedOperations']),
    documents: fc.subarray([
      'importForm',
      'requestLetter',
      'other',
      'prescription',
      'undertaking',
      'issuedAuthorisation',
    ] as const),
    subject: fc.constantFrom('Demande', 'Renouvellement', 'Renouvellement 4521'),
    announcesAttachments: fc.boolean(),
  })
  .map(({ fields, unparsed, ...rest }): MailDescription => ({
    ...rest,
    fields: Object.fromEntries(fields.filter(([name]) => !unparsed.includes(name as FieldName))),
    unparsed: Object.fromEntries(unparsed.map((name) => [name, 'illisible'])),
  }));

const anyProcedure = fc.constantFrom<Procedure>(
  'importAuthorisation',
  'exportDeclaration',
  'imputation',
  'correspondence',
);

function with_(file: FileDescription, fields: Fields): FileDescription {
  return { ...file, fields: { ...file.fields, ...fields } };
}

function without(file: FileDescription, name: FieldName): FileDescription {
  return { ...file, fields: Object.fromEntries(Object.entries(file.fields ?? {}).filter(([field]) => field !== name)) };
}

function withoutDocument(file: FileDescription, kind: string): FileDescription {
  return { ...file, documents: (file.documents ?? []).filter((each) => each !== kind) };
}

function codes(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ rule }) => rule);
}

function codesOf(rules: typeof allRules): string[] {
  return rules.map(({ code }) => code);
}

function outcomesOf({ verdicts }: Assessment, rules: readonly string[]): Set<string> {
  return new Set(verdicts.filter(({ rule }) => rules.includes(rule)).map(({ outcome }) => outcome));
}
