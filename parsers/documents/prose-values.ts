import { justificationCues } from '../../data/reference/document-cues.ts';
import { purposeCues } from '../../data/reference/purposes.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { readCountries, readCountry } from '../french/countries.ts';
import { readPurposes } from '../french/choices.ts';
import { endsBefore } from './prose-end.ts';
import { formsWithin, isRoute } from '../french/terms.ts';

/**
 * A value found in a sentence, as written. `doubtful`: it is there, and may be about something else. `plain`: its words
 * say by themselves what it is (« en provenance de Belgique »), whatever the sentence is about.
 */
export interface Found {
  readonly field: FieldName;
  readonly raw: string;
  readonly doubtful?: boolean;
  readonly plain?: boolean;
}

/** Letters of a clause that may name countries. */
const CLAUSE = 120;

/** Cues of a provenance: those that mean nothing else first. Behind the others only a country is one. */
const provenances = [
  /(?<!\p{L})(?:en provenance|provenant|provenance ?:)(?!\p{L}) ?/iu,
  /(?<!\p{L})(?:expédiée?s? depuis|importée?s? depuis|(?:shipped|imported|coming) from)(?!\p{L}) ?/iu,
  /(?<!\p{L})(?:importer|faire venir|importation|import)(?!\p{L})[^.;]{0,120}? (?:depuis|from)(?!\p{L}) ?/iu,
  /(?<!\p{L})(?:importer|faire venir)(?= (?:de |d['’]|du |des )) /iu,
];

const origin =
  /(?<!\p{L})(?:fabriquée?s? (?:en|aux?|à|par[^.;,]{1,60}? en|dans)|produite?s? (?:en|aux?)|manufactured in|made in|d['’]origine)(?!\p{L}) ?/iu;

const destination =
  /(?<!\p{L})(?:à destination|vers|export(?:er|ation)?[^.;]{0,120}? (?:en|aux?|to|vers))(?!\p{L}) ?/iu;

/** Where a clause about a country ends. */
const clauseEnd =
  /[.;:!?]|(?<=^[^(]*)\)|(?<!\p{L})(?:pour|afin|dans le|dans la|destinée?s?|chez|par|via|car|qui|que|dont|où|soit|for|in order|as|because|avec|with|sur)(?!\p{L})/iu;

const articles = /^(?:(?:de la|de|du|des|la|le|les|the) |(?:de )?[dl]['’] ?)+(?=\p{L})/iu;

/** Words that tell that a sentence gives the purpose. */
const aims =
  /\b(?:pour|dans le cadre|afin|destine\w*|objectif|but|en raison|suite a|cause|motif|usage|for|as part of|due to)\b/;

/** Reasons that stand by themselves, of the cues of a letter. */
const reasons: readonly string[] = justificationCues.filter(
  (cue) => !/^(?:afin|destine|dans le cadre|pour les)/.test(cue),
);

/** The standard form of the medicine, and « par voie … » by which it is given. */
export function formIn(text: string): readonly Found[] {
  const forms = formsWithin(text).filter((each) => each.includes(' ') || plainForms.test(each));
  const [form, other] = forms.filter(
    (each, index) => !forms.some((longer, at) => at !== index && extends_(longer, each, at < index)),
  );
  const isCut = form !== undefined && !/^\s+(?:\d|\p{Lu})/u.test(behind(text, form)) && !endsBefore(behind(text, form));
  const route = /(?<!\p{L})par voie (\p{L}+(?:-\p{L}+)?)/iu.exec(text)?.[1];
  return [
    ...(form === undefined
      ? []
      : [{ field: 'pharmaceuticalForm', raw: form, doubtful: isCut || other !== undefined } as const]),
    ...(route !== undefined && isRoute(route) ? [{ field: 'route', raw: route, plain: true } as const] : []),
  ];
}

/** Forms of one word that cannot be anything else in a sentence, as « gel » or « film » can. */
const plainForms = /^(?:comprimé|comprime|gélule|gelule|suppositoire|ovule|sirop|collyre|crème|pommade)s?$/iu;

function behind(text: string, words: string): string {
  return text.slice(text.indexOf(words) + words.length);
}

function extends_(longer: string, form: string, isEarlier: boolean): boolean {
  const [long, short] = [fold(longer), fold(form)].map((each) => each.replace(/s\b/g, ''));
  return long === short ? isEarlier : (long ?? '').startsWith(`${short ?? ''} `);
}

/** « en provenance de Belgique », « importer depuis la Suisse » */
export function provenanceIn(text: string): readonly Found[] {
  for (const [index, cue] of provenances.entries()) {
    const [found] = countryBehind(text, cue, 'provenanceCountry');
    if (found !== undefined && (index === 0 || found.doubtful !== true)) return [found];
  }
  return [];
}

/** « fabriqué en Inde », « d’origine italienne »; an origin that is no country (« d’origine humaine ») is none. */
export function originIn(text: string): readonly Found[] {
  const found = countryBehind(text, origin, 'originCountry');
  return found.filter(({ doubtful }) => doubtful !== true);
}

/** « à destination du Maroc et de la Tunisie » */
export function destinationsIn(text: string): readonly Found[] {
  const clause = clauseBehind(text, destination);
  if (clause === undefined) return [];
  const raw = longest(clause.split(' '), (each) => readCountries(listOf(each)) !== undefined);
  return [{ field: 'destinationCountries', raw: listOf(raw ?? clause), doubtful: raw === undefined, plain: true }];
}

/** The strong cues of a purpose: « pour un essai clinique ». */
export function purposeIn(text: string): readonly Found[] {
  const folded = fold(text);
  if (!tellsPurpose(folded) || readPurposes(text) === undefined) return [];
  // « Essais Cliniques Arcadie » is a firm: what it does is not what it asks.
  const doubtful = !tellsPurpose(fold(text.replace(properNames, ' ')));
  return [{ field: 'purpose', raw: text, doubtful, plain: aims.test(folded) }];
}

/** Words in a row that each begin with a capital, in a text that is not all in capitals. */
const properNames = /\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+/gu;

function tellsPurpose(folded: string): boolean {
  return purposeCues.some((each) => !('weak' in each) && ` ${folded} `.includes(` ${each.cue} `));
}

/** Whether a sentence gives a reason. */
export function givesReason(text: string): boolean {
  const folded = ` ${fold(text)} `;
  return reasons.some((cue) => folded.includes(` ${cue} `));
}

/** The country behind a cue; what stands there when it names none, or several. */
function countryBehind(text: string, cue: RegExp, field: FieldName): readonly Found[] {
  const clause = clauseBehind(text, cue);
  if (clause === undefined || clause === '') return [];
  const isCountry = (each: string) => readCountry(each) !== undefined;
  const [head = '', ...rest] = clause.split(/,|(?<!\p{L})(?:et|ou|and|or)(?!\p{L})|\//u);
  const country = longest(head.trim().split(' '), isCountry) ?? (isCountry(clause) ? clause : undefined);
  const another = rest.some((each) => longest(each.trim().replace(articles, '').split(' '), isCountry) !== undefined);
  const isOther = country !== undefined && otherCountry.test(head.trim().slice(country.length));
  const isOne = country !== undefined && !another && !isOther;
  return [{ field, raw: isOne ? country : clause, doubtful: !isOne, plain: true }];
}

/** « Irlande du Nord », « Congo démocratique »: another country than the one of the first word. */
const otherCountry = /^ (?:du (?:nord|sud)|de l['’](?:est|ouest)|\p{Ll}+(?:ique|aire|iale?|[nt]ale?)s?)(?!\p{L})/iu;

/** What stands behind a cue, up to the end of its clause, without articles. */
function clauseBehind(text: string, cue: RegExp): string | undefined {
  const found = cue.exec(text);
  if (found === null) return undefined;
  const rest = text.slice(found.index + found[0].length).slice(0, CLAUSE);
  const end = clauseEnd.exec(rest)?.index ?? rest.length;
  return rest
    .slice(0, end)
    .trim()
    .replace(articles, '')
    .replace(/[ ,]+$/, '');
}

function longest(words: readonly string[], isGood: (text: string) => boolean): string | undefined {
  for (let length = Math.min(words.length, 20); length > 0; length--) {
    const text = words
      .slice(0, length)
      .join(' ')
      .replace(/[ ,]+$/, '');
    if (isGood(text)) return text;
  }
  return undefined;
}

/** « Maroc et de la Tunisie » without the articles inside. */
function listOf(text: string): string {
  return text.replace(
    /(,|(?<!\p{L})(?:et|and))\s+(?:de la |de l['’]|du |des |de |d['’]|la |le |les |l['’]|to )+/giu,
    '$1 ',
  );
}
