import { units } from '../data/reference/units.ts';
import { inFrench, type CivilDate } from '../worker/domain/deadline.ts';
import type { FieldKind, PlannedQuantity, Substance } from '../worker/domain/fields.ts';

const words: Readonly<Record<string, string>> = {
  single: 'une opération',
  series: 'série d’opérations',
  humanResearch: 'recherche impliquant la personne humaine',
  analyticalStudy: 'étude analytique, pharmacologique ou toxicologique',
  privateIndividual: 'particulier',
  other: 'autre',
  pharmaceuticalEstablishment: 'établissement pharmaceutique',
  hospitalPharmacy: 'pharmacie à usage intérieur',
  initial: 'initiale',
  complementary: 'complémentaire',
};

const countries = new Intl.DisplayNames('fr', { type: 'region' });

/** A value as people read it. */
export function shownValue(value: unknown, kind: FieldKind): string {
  if (Array.isArray(value)) return value.map((each) => shownValue(each, kind)).join(', ');
  if (typeof value === 'number') return kind === 'months' ? `${value} mois` : value.toLocaleString('fr-FR');
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'string') return shownText(value, kind);
  if (isSubstance(value)) return value.amount ? `${value.name} ${counted(value.amount)}` : value.name;
  return isQuantity(value) ? quantity(value) : JSON.stringify(value);
}

function shownText(text: string, kind: FieldKind): string {
  if (kind === 'country' || kind === 'countries') return countries.of(text) ?? text;
  if (kind === 'date' || /^\d{4}-\d\d-\d\d$/.test(text)) return inFrench(text as CivilDate);
  return kind === 'text' ? text : (words[text] ?? text);
}

function quantity({ count, unit, perUnit, innerUnit, operations, months }: PlannedQuantity): string {
  const inner = perUnit === undefined ? '' : ` de ${counted({ count: perUnit, unit: innerUnit })}`;
  const planned = operations === undefined ? '' : ` en ${operations} opération${operations > 1 ? 's' : ''}`;
  return `${counted({ count, unit })}${inner}${planned}${months === undefined ? '' : ` sur ${months} mois`}`;
}

/** `15 boîtes`, `250 mg`: things that are counted take a plural, symbols do not. */
function counted({ count, unit }: { count: number; unit?: string | undefined }): string {
  const known = units.find((each) => each.name === unit);
  const plural = known?.countable === true && count >= 2 && !/[sx]$/.test(known.name) ? 's' : '';
  return `${count.toLocaleString('fr-FR')} ${unit ?? ''}${plural}`.trim();
}

function isSubstance(value: unknown): value is Substance {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function isQuantity(value: unknown): value is PlannedQuantity {
  return typeof value === 'object' && value !== null && 'count' in value;
}
