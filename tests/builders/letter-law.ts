import type { LetterKind } from '../../worker/domain/case-event.ts';
import type { Letter } from '../../templates/letter.ts';
import { service } from './letters.ts';

/** A letter as it leaves: its words, its kind, and the case it is kept under. */
export interface WrittenLetter {
  readonly kind: LetterKind;
  readonly caseReference: string;
  readonly draft: Letter;
}

/** What a letter must say, or must not, with where that comes from. */
export interface Point {
  readonly name: string;
  readonly words: RegExp;
}

/** A letter's kind; what acknowledges a request and what acknowledges a declaration are two. */
export type Writing = `${'AI' | 'DE'} ${'acknowledgement' | 'requestForInformation'}` | Exclude<LetterKind, Asking>;

type Asking = 'acknowledgement' | 'requestForInformation';

const day = String.raw`(1er|[2-9]|[12]\d|3[01]) (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}`;
const point = (name: string, words: RegExp | string): Point => ({
  name,
  words: typeof words === 'string' ? new RegExp(quoted(words), 'u') : words,
});

/** Who answers: in every letter. */
const inCharge = [
  point('CRPA R112-11-1, 2°: the service in charge', service.name),
  point('CRPA R112-11-1, 2°: its postal address', '1 place de l’Exemple 93000 Exempleville'),
  point('CRPA R112-11-1, 2°: its e-mail address', `Courriel : ${service.email}`),
  point('CRPA R112-11-1, 2°: its telephone', `Téléphone : ${service.telephone}`),
  point('CRPA L311-3-1, prudence: what the message is worth', 'Il ne constitue pas une décision.'),
];

const acknowledged = [
  point(
    'CRPA R112-11-1, 1°: the date of reception',
    new RegExp(`a été reçu le ${day} à \\d+ h \\d\\d \\(heure de Paris\\)`),
  ),
  point(
    'CRPA L112-11: that it is the acknowledgement',
    /l’accusé de réception électronique \(.*articles L112-11 et R112-11-1\)/,
  ),
  ...inCharge,
];

const refusedBySilence = [
  point('CRPA R112-11-1: the implicit decision', 'susceptible de donner lieu à une décision implicite de rejet'),
  point(
    'CRPA R112-11-1: its date',
    new RegExp(`à défaut de décision expresse, .* elle sera réputée rejetée le ${day}`),
  ),
  point('CRPA R112-11-1: that it supposes a complete request', 'sous réserve que la demande soit complète'),
  point('CSP R5121-113: its source', 'code de la santé publique, article R5121-113'),
  point('CRPA R112-11-1: times and routes of recourse', service.recourse),
  point('prudence: no authorisation', 'ne vaut pas autorisation d’importation'),
];

const asked = [
  point('CRPA R112-11-4: the missing items', 'PIÈCES ET INFORMATIONS MANQUANTES'),
  point('CRPA R112-11-4: the text that requires each', /Texte : CSP, art\. [LR]\d/),
  point('CRPA R112-11-4: the limit', new RegExp(`au plus tard le ${day} inclus`)),
  point('CRPA R112-11-4: its source', 'articles R112-11-4 et L112-13'),
  point('CRPA L112-13: the last day counts whole', 'reçu ce jour-là avant minuit, heure de Paris, arrive à temps'),
];

const suspended = [
  point('CRPA L114-5 al. 3: the suspension', 'est suspendu pendant le temps qui vous est donné'),
  point('CRPA L114-5 al. 3: its source', 'article L114-5, troisième alinéa'),
  point('CRPA L114-5 al. 3: its end', 'Leur réception met fin à cette suspension'),
  point('model A: the date if the items come', 'quarante-cinquième jour suivant leur réception'),
  point(
    'model B: the date if nothing comes',
    new RegExp(`rien d’ici là, votre demande sera réputée rejetée le ${day}`),
  ),
];

const declared = [point('CSP L5124-11: nothing is prejudged', 'ne préjuge pas de l’application de l’article L5124-11')];

/** The mentions that each writing must carry. */
export const mandatory: Readonly<Record<Writing, readonly Point[]>> = {
  'AI acknowledgement': [...acknowledged, ...refusedBySilence],
  'AI requestForInformation': [...acknowledged, ...asked, ...refusedBySilence, ...suspended],
  'DE acknowledgement': [...acknowledged, ...declared],
  'DE requestForInformation': [...acknowledged, ...asked, ...declared],
  receipt: acknowledged,
  severalDemands: acknowledged,
  complementRequirement: [
    ...inCharge,
    point('CSP R5121-112: its source', 'article R5121-112, dernier alinéa'),
    point('CSP R5121-113 al. 2: fifteen days', 'est prolongé de quinze jours'),
    point('CSP R5121-113 al. 2: its source', 'article R5121-113, second alinéa'),
    point('CSP R5121-113 al. 2: the new date', new RegExp(`elle sera réputée rejetée le ${day}`)),
  ],
  rerouteNotice: [
    ...inCharge,
    point('CRPA L114-2: when and to whom', new RegExp(`transmis le ${day} à qui en a la charge : \\p{Lu}`, 'u')),
    point('CRPA L114-4: who will acknowledge', 'C’est à ce destinataire qu’il revient de vous en accuser réception'),
    point('CRPA L114-2, L114-4: its source', 'articles L114-2 et L114-4'),
  ],
};

const silenceWords = point(
  'a date or a recourse where silence decides nothing',
  /rejet|recours|quarante-cinq|R5121-113/,
);
const suspensionWords = point('a suspension where nothing legal is awaited', /suspendu|suspension|L114-5/);

/** What no letter says. */
const nowhere = [
  point('a decision', /autorisé(e|s|es)?(?!\p{L})(?<!recherche autorisée)/u),
  point(
    'a finding that the file is complete',
    /(dossier|demande|déclaration) (est|a été) (jugée? |déclarée? )?complet/,
  ),
  point('that no authorisation is needed', /pas (besoin|nécessaire|requise?)|aucune autorisation|dispens/),
  point('that the law does not require something', /(pas|plus|ni|sans être) exigé|facultati/),
  point(
    'an injunction to use paper or the portal (CRPA L112-8)',
    /courrier postal|voie postale|sur Impexweb|via Impexweb/,
  ),
  point('a date in figures', /\d\d\/\d\d\/\d{4}|\d{4}-\d\d-\d\d/),
  point('words of a machine', /undefined|null|NaN|\[object|\{\w*\}|\b(AI|IM|TE|MB)-\d\d\b|\bDE-\d\d\b/),
  point('a plural for one thing', /(?<!\d)1 (pièces|éléments|fichiers|jours|documents|opérations|demandes|dossiers)/),
  point('an optional plural', /\p{L}\(s\)/u),
];

/** What each writing must not say besides. */
export const forbidden: Readonly<Record<Writing, readonly Point[]>> = {
  'AI acknowledgement': [...nowhere, suspensionWords],
  'AI requestForInformation': nowhere,
  'DE acknowledgement': [...nowhere, silenceWords, suspensionWords, point('an authorisation', /autorisation d’/)],
  'DE requestForInformation': [...nowhere, silenceWords, suspensionWords, point('an authorisation', /autorisation d’/)],
  receipt: [...nowhere, silenceWords, suspensionWords],
  severalDemands: nowhere,
  complementRequirement: [...nowhere, suspensionWords, point('a missing item', /manquant/)],
  rerouteNotice: [...nowhere, silenceWords, suspensionWords],
};

/** Which table a letter is held against. */
export function writingOf({ kind, caseReference }: WrittenLetter): Writing {
  if (kind !== 'acknowledgement' && kind !== 'requestForInformation') return kind;
  return `${caseReference.startsWith('DE') ? 'DE' : 'AI'} ${kind}`;
}

/** Everything that is wrong with a letter, in law and in form; empty when nothing is. */
export function faultsOf(letter: WrittenLetter): string[] {
  const writing = writingOf(letter);
  const { subject, text, html } = letter.draft;
  const renderings = { text: oneLine(text), html: oneLine(wordsOf(html)) };
  return [
    ...Object.entries(renderings).flatMap(([rendering, words]) => [
      ...mandatory[writing]
        .filter((each) => !inAnyCase(each).test(words))
        .map(({ name }) => `${rendering} lacks: ${name}`),
      ...forbidden[writing].filter((each) => each.words.test(words)).map(({ name }) => `${rendering} says: ${name}`),
    ]),
    ...formFaults(letter.draft),
    ...(subject.includes(`[${letter.caseReference}]`) ? [] : ['the subject lacks the reference']),
    ...(onlyWords(withoutMarks(text)) === onlyWords(wordsOf(html)) ? [] : ['the text and the HTML differ']),
  ];
}

/** French spaces and apostrophes, short lines, nothing asked twice, a page that programs can read aloud. */
function formFaults({ text, html }: Letter): string[] {
  const items = [...text.replace(/\n +/g, ' ').matchAll(/^(?:\d+\.|-) (.*?)(?: Comment faire.*)?$/gmu)].map(
    ([, item]) => item,
  );
  const checks: Record<string, boolean> = {
    'a sign stands after an ordinary space': /[^\s] [:;?!»]|« /u.test(text.replace(/\n */g, ' ')),
    'a straight apostrophe': /\p{L}'\p{L}/u.test(text),
    'a line is longer than 78 signs': text.split('\n').some((line) => line.length > 78),
    'something is asked twice': new Set(items).size < items.length,
    'the page does not say that it is French': !html.includes('<html lang="fr">'),
    'the page has not one title': html.match(/<h1/g)?.length !== 1,
    'the page needs something from outside': /<(img|script|link|iframe)|src=|url\(/.test(html),
    'a list is not a list': html.match(/<li/g) !== null && !/<(ol|ul)>/.test(html),
  };
  return Object.entries(checks).flatMap(([fault, found]) => (found ? [fault] : []));
}

/** Headings are underlined and items marked in the text alone. */
function withoutMarks(text: string): string {
  return text.replace(/^[=-]{3,}$|^(\d+\.|-) /gm, '');
}

function onlyWords(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, '');
}

/** One line with ordinary spaces, so that neither wrapping nor typography hides a mention. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

/** What a page says, without its marks. */
export function wordsOf(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Headings are capitals in the text only. */
function inAnyCase({ words }: Point): RegExp {
  return new RegExp(words.source, 'iu');
}

function quoted(text: string): string {
  return oneLine(text).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
