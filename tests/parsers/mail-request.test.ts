import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceReadings } from '../../parsers/documents/sentences.ts';
import { readMessage } from '../../parsers/read.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import type { Reading } from '../../worker/domain/submission.ts';
import { buildMail } from '../builders/mail.ts';
import { boxes, requests, unparsed } from './typed-requests.ts';

const where = { message: '0'.repeat(64) as Sha256, part: '', file: '' };

async function readings(subject: string, text: string): Promise<readonly Reading[]> {
  const bytes = buildMail({ subject, text });
  const request = { bytes, sha256: where.message, ownAddresses: [], headersOnly: undefined, skip: [] };
  const { submission } = await readMessage(request);
  return submission.documents[0]?.readings ?? [];
}

/** Values by field; the reason is a sentence of the mail, compared where it matters. */
function values(found: readonly Reading[]): Record<string, unknown> {
  const told = found.filter(({ field }) => field !== 'justification');
  return Object.fromEntries(told.map((each) => [each.field, each.state === 'parsed' ? each.value : unparsed]));
}

describe('a request in the text of a mail', () => {
  it.each(requests)('$is', async ({ subject, text, gives }) => {
    expect(values(await readings(subject, text))).toEqual(gives);
  });

  it('gives each value its line, and the subject its own place', async () => {
    const found = await readings('Demande d’importation de Doloxal 150 mg', 'Bonjour,\n\nProduit fabriqué\nen Inde.');
    const places = Object.fromEntries(found.map(({ field, source }) => [field, source.place]));
    expect(places).toEqual({
      brandName: { kind: 'subject' },
      strength: { kind: 'subject' },
      originCountry: { kind: 'line', line: 3 },
    });
  });

  it('keeps the sentence that gives the reason', async () => {
    const reason = 'Cette importation est justifiée par la rupture de stock de la spécialité autorisée.';
    const found = await readings('Doloxal', `Nous souhaitons importer 10 boîtes de Doloxal 150 mg. ${reason}`);
    expect(found.find(({ field }) => field === 'justification')?.raw).toBe(reason);
  });
});

describe('where a value ends', () => {
  const ask = 'Nous souhaitons importer 10 boîtes de Doloxal 150 mg.';
  const justification = async (text: string) => {
    const found = (await readings('Doloxal', text)).find(({ field }) => field === 'justification');
    return found === undefined ? undefined : [found.state, found.raw];
  };

  it.each([
    'Rupture de stock nationale ; réserve de réanimation limitée à douze jours.',
    'Rupture de stock : réserve de réanimation limitée à douze jours.',
    'Rupture de stock, c.-à-d. douze jours de réserve selon M. Marchais (art. R5121-108 du code).',
    'Rupture de stock des cp. à 150 mg, des amp. etc. et de tout le reste, p. ex. à Lyon.',
  ])('a reason goes to its full stop: %s', async (reason) => {
    expect(await justification(`${ask}\n\n${reason}\n\nCordialement,`)).toEqual(['parsed', reason]);
    expect(await justification(`${ask} ${reason}`)).toEqual(['parsed', reason]);
    const start = reason.slice(0, 30).replace(/ \S*$/, '');
    const wrapped = `${start} \n${reason.slice(start.length + 1)}`;
    expect(await justification(`${ask}\n\n${wrapped}\n\nCordialement,`)).toEqual(['parsed', reason]);
  });

  it.each([
    ['more is said beside it', 'Rupture de stock nationale. La réserve tient douze jours.'],
    ['something is said before it', 'La réserve tient douze jours. Rupture de stock nationale annoncée.'],
    ['it announces a list', 'Cette demande est justifiée par la rupture :\n- de la spécialité\n- de son générique'],
    ['it stops without a full stop', 'Rupture de stock nationale de la spécialité autorisée'],
    ['it is longer than a sentence', `Rupture de stock ${'très '.repeat(400)}longue`],
  ])('a reason is kept as written when %s', async (_, reason) => {
    const [state, raw = ''] = (await justification(`${ask}\n\n${reason}\n\nCordialement,`)) ?? [];
    expect(state).toBe('unparsed');
    expect(raw).toContain(reason.split('\n')[0]?.slice(0, 400));
  });

  it('reasons in two places are kept as written', async () => {
    const two = 'Rupture de stock nationale.\n\nElle est nécessaire : cette importation est nécessaire aux patients.';
    expect((await justification(`${ask}\n\n${two}`))?.[0]).toBe('unparsed');
  });

  it.each([
    ['brandName', '10 boîtes de Vitamine pédiatrique forte 500 mg'],
    ['brandName', '10 boîtes de Insuline glargine Aurion'],
    ['strength', '10 boîtes de Doloxal 150 mg + 12,5 mg'],
    ['strength', '10 boîtes de Doloxal 5 mg à 10 mg'],
    ['strength', '10 boîtes de Doloxal 5 mg par comprimé'],
    ['strength', '10 boîtes de Doloxal 5 mg/prise'],
    ['pharmaceuticalForm', '10 boîtes de Doloxal 5 mg, comprimé effervescent quadrisécable'],
    ['provenanceCountry', '10 boîtes de Doloxal 5 mg en provenance de Chypre du Nord'],
  ])('%s of « %s » is not cut to what is known', async (field, words) => {
    const found = await readings('Doloxal', `Nous souhaitons importer ${words}.`);
    expect(found.find((each) => each.field === field)?.state).not.toBe('parsed');
  });

  it('the name of a firm is not what it asks for', async () => {
    const purpose = async (subject: string) =>
      (await readings(subject, ask)).find(({ field }) => field === 'purpose')?.state;
    expect(await purpose('Demande d’importation – Essais Cliniques Arcadie')).not.toBe('parsed');
    expect(await purpose('Demande d’importation pour essai clinique')).toBe('parsed');
    expect(await purpose('DEMANDE D’IMPORTATION POUR ESSAI CLINIQUE')).toBe('parsed');
  });

  it('a long line is read to its end', async () => {
    const found = await readings('Doloxal', `${'Nous vous écrivons de Lyon. '.repeat(90)}${ask}`);
    expect(values(found)).toMatchObject({ brandName: 'Doloxal', strength: '150 mg', quantity: boxes(10) });
  });
});

describe('a mail that asks for nothing gives nothing', () => {
  it.each([
    [
      'a question',
      'Question',
      'Bonjour,\n\nFaut-il une autorisation pour importer 10 boîtes de Doloxal 150 mg en provenance de Belgique ?',
    ],
    [
      'a question without its mark',
      'Question',
      'Je voudrais savoir comment importer 10 boîtes de Doloxal 150 mg en provenance de Belgique.',
    ],
    [
      'a status query',
      'Suivi',
      'Nous souhaitons importer 250 boîtes de Doloxal 150 mg en provenance de Belgique. Où en est notre dossier ?',
    ],
    [
      'a reminder',
      'Relance',
      'Sauf erreur, notre demande d’importation de 250 boîtes de Doloxal 150 mg reste sans réponse.',
    ],
    [
      'a complaint',
      'Réclamation',
      'Je porte réclamation : je demande depuis un mois l’autorisation d’importer 10 boîtes de Doloxal depuis la Suisse.',
    ],
    [
      'a withdrawal',
      'Retrait',
      'Nous ne souhaitons plus importer les 250 boîtes de Doloxal en provenance de Belgique.',
    ],
    ['an import that was done', 'Pour information', 'Nous avons importé 250 boîtes de Doloxal de Belgique le 3 mai.'],
    [
      '« j’ai importé de ma vie »',
      'Bonjour',
      'J’ai importé de ma vie une seule fois 10 boîtes de thé. De plus, j’ai froid.',
    ],
    [
      'an answer to a letter',
      'RE: Demande d’importation de 20 boîtes de Doloxal 150 mg',
      'Bonjour,\n\nMerci pour votre réponse.\n\nBonne journée',
    ],
    [
      'a newsletter',
      'Lettre n° 214',
      'Importation de médicaments en provenance de Chine : trois webinaires en juin. Importez 10 boîtes ou 10 000 boîtes.',
    ],
    ['a greeting', 'Bonjour', 'Bonjour,\n\nBonne année à toute votre équipe.\n\nClaire Aubert'],
    [
      'a request and a declaration in one',
      'Demandes',
      'Nous souhaitons importer 10 boîtes de Doloxal 150 mg. Nous souhaitons exporter 10 boîtes de Sérélone vers le Maroc.',
    ],
  ])('%s', async (_, subject, text) => {
    expect(values(await readings(subject, text))).toEqual({});
  });
});

describe('whatever is written', () => {
  const lines = (text: string) =>
    text.split('\n').map((each, index) => ({ text: each, place: { kind: 'line', line: index + 1 } as const }));

  const quantity = fc.record({ count: fc.integer({ min: 2, max: 99_999 }), inside: fc.integer({ min: 2, max: 500 }) });
  const country = fc.constantFrom(
    ['de Belgique', 'BE'],
    ['du Portugal', 'PT'],
    ['des Pays-Bas', 'NL'],
    ['d’Inde', 'IN'],
    ['des États-Unis', 'US'],
    ['de la Corée du Sud', 'KR'],
    ['de Côte d’Ivoire', 'CI'],
  );
  const wish = fc.constantFrom(
    'Nous souhaitons importer',
    'Je sollicite l’autorisation d’importer',
    'Notre laboratoire envisage d’importer',
    'Nous vous demandons de bien vouloir nous autoriser à importer',
  );

  it('a plain request is read back', () => {
    const french = new Intl.NumberFormat('fr-FR');
    fc.assert(
      fc.property(
        wish,
        quantity,
        country,
        fc.integer({ min: 1, max: 999 }),
        (asks, { count, inside }, [from, code], dose) => {
          const many = `${french.format(count)} boîtes de ${inside} gélules`;
          const text = `Bonjour,\n\n${asks} ${many} de Sérélone ${dose} mg en provenance ${from}.`;
          expect(values(sentenceReadings(lines(text), where))).toEqual({
            brandName: 'Sérélone',
            strength: `${dose} mg`,
            pharmaceuticalForm: 'gélules',
            quantity: { count, unit: 'boîte', perUnit: inside, innerUnit: 'gélule' },
            provenanceCountry: code,
          });
        },
      ),
    );
  });

  it('gives values that stand in the text, or nothing', () => {
    const pieces = fc.constantFrom(
      'Nous souhaitons importer',
      'Doloxal',
      '150 mg',
      '12 boîtes',
      'de',
      'deux',
      'en provenance de',
      'Suisse',
      'à destination du Maroc',
      'fabriqué en Inde',
      'pour un essai clinique',
      'par voie orale',
      '.',
      ',',
      ':',
      '?',
      '(',
      '\n',
      '\n- ',
      'd’',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((each) => each.join(' ')),
    );
    const plain = (each: string) => each.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    fc.assert(
      fc.property(text, (each) => {
        const whole = plain(each.replace(/(?<=\n)\s*-\s/g, ''));
        const raws = sentenceReadings(lines(each), where).map(({ field, raw }) =>
          field === 'destinationCountries' ? '' : plain(raw),
        );
        expect(raws.filter((raw) => !whole.includes(raw))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    '12 boîtes ',
    'un deux trois ',
    'demande importation ',
    'd’',
    'en provenance de ',
    '. ',
    '1 ',
    '- x\n',
    '(',
  ])('two hundred thousand signs of « %s » end', (piece) => {
    const text = `Nous souhaitons importer 10 boîtes de Doloxal.\n${piece.repeat(200_000 / piece.length)}`;
    expect(() => sentenceReadings(lines(text), where)).not.toThrow();
  });
});
