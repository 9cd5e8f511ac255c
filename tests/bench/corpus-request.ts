import type { ImportFormValues } from '../../templates/forms/import-form.ts';
import type { ImputationEntry, ImputationValues } from '../../templates/forms/imputation-values.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Chance } from './chance.ts';
import type { Firm, Medicine } from './corpus-people.ts';
import { countries, sentences } from './corpus-people.ts';

/** A request: the values of its form, and the rules that what was left out offends, sorted. */
export interface Request {
  readonly values: ImportFormValues;
  readonly missing: readonly string[];
}

/** A firm's request for a medicine; one in four has from one to three boxes left empty. */
export function requestOf(firm: Firm, person: string, medicine: Medicine, chance: Chance): Request {
  const whole = complete(firm, person, medicine, chance);
  if (!chance.happens(25)) return { values: whole, missing: [] };
  const possible = omissions.filter(({ applies }) => applies?.(whole) ?? true);
  const chosen = chance.shuffled(possible).slice(0, chance.pick([1, 1, 2, 3]));
  const values = chosen.reduce<ImportFormValues>((left, each) => ({ ...left, ...each.blank(left) }), whole);
  return { values, missing: chosen.map((each) => each.rule).sort() };
}

/** A table of 20 to 60 imports that add up, as kept under an earlier authorisation. */
export function tableOf(
  firm: Firm,
  medicine: Medicine,
  chance: Chance,
  rows = chance.between(20, 60),
): ImputationValues {
  const authorised = 100_000;
  let remaining = authorised;
  const entries = Array.from({ length: rows }, (_, index): ImputationEntry => {
    const quantityImported = chance.between(100, 1_500);
    remaining -= quantityImported;
    return {
      operationNo: index + 1,
      operationDate: new Date(Date.UTC(2026, 0, 5 + index * 2)).toISOString().slice(0, 10) as CivilDate,
      quantityImported,
      quantityRemaining: remaining,
      customsDeclaration: `26FR000999${String(chance.between(10_000_000, 99_999_999))}`,
      customsOffice: 'Aubraie-Port (FR000999)',
      batchNo: `L26${String(chance.between(1_000, 9_999))}`,
      comment: chance.pick(['Conforme', 'Conforme, contrôle documentaire', 'Retard de livraison', 'Sans réserve']),
    };
  });
  return {
    importAuthorisationNumber: `2026-0${String(chance.between(1_000, 9_999))}`,
    authorisedOn: '2026-01-02' as CivilDate,
    importerName: firm.name,
    brandName: medicine.brand,
    authorisedQuantity: `${String(authorised)} boîtes`,
    authorisedOperations: 60,
    validUntil: '2026-12-31' as CivilDate,
    entries,
  };
}

interface Omission {
  readonly rule: string;
  readonly applies?: (values: ImportFormValues) => boolean;
  /** What empties the boxes. */
  readonly blank: (values: ImportFormValues) => Partial<ImportFormValues>;
}

/** Never the firm nor the medicine's name: the heading of the table gives them too. */
const omissions: readonly Omission[] = [
  { rule: 'AI-02', blank: () => empty('importerAddress') },
  { rule: 'AI-03', blank: () => empty('provenanceCountry') },
  { rule: 'AI-04', applies: ({ originDiffers }) => originDiffers === true, blank: () => empty('originCountry') },
  { rule: 'AI-06', blank: () => empty('composition') },
  { rule: 'AI-08', blank: () => empty('pharmaceuticalForm') },
  // A composition that gives the amounts gives the strength.
  { rule: 'AI-10', blank: (values) => ({ ...empty('strength'), ...bareComposition(values) }) },
  { rule: 'AI-11', blank: () => empty('route') },
  { rule: 'AI-12', blank: () => ({ ...empty('quantity'), ...empty('globalQuantity') }) },
  { rule: 'AI-15', applies: isSeries, blank: () => empty('plannedOperations') },
  { rule: 'AI-16', applies: isSeries, blank: () => empty('periodMonths') },
  { rule: 'AI-18', applies: (values) => !isResearch(values), blank: () => empty('purpose') },
  { rule: 'AI-19', applies: (values) => !isResearch(values), blank: () => empty('justification') },
  { rule: 'AI-20', applies: isResearch, blank: () => empty('trialNumber') },
  { rule: 'AI-26', blank: () => empty('contact') },
];

function empty(field: keyof ImportFormValues): Partial<ImportFormValues> {
  return { [field]: undefined };
}

function bareComposition({ composition, nameOrCode }: ImportFormValues): Partial<ImportFormValues> {
  return composition === undefined || nameOrCode === undefined ? {} : { composition: nameOrCode };
}

function isSeries({ scope }: ImportFormValues): boolean {
  return scope === 'series';
}

function isResearch({ purpose }: ImportFormValues): boolean {
  return purpose?.includes('humanResearch') === true;
}

function complete(firm: Firm, person: string, medicine: Medicine, chance: Chance): ImportFormValues {
  const { brand, substance, strength, form, route, pack } = medicine;
  return {
    importerName: firm.name,
    importerAddress: firm.address,
    applicantCategory: firm.about,
    siret: '000 000 018 00018',
    brandName: brand,
    nameOrCode: substance,
    composition: `${substance} ${strength}`,
    pharmaceuticalForm: form,
    strength,
    route,
    presentation: pack,
    ...placesOf(chance),
    ...amountOf(pack, chance),
    ...reasonOf(chance),
    contact: `${person}, 01 99 00 12 34, contact@${firm.site}`,
    signatoryName: person,
    signatoryTitle: 'Pharmacien responsable',
    signedOn: '01/06/2026',
  };
}

function placesOf(chance: Chance): ImportFormValues {
  const provenanceCountry = chance.pick(countries);
  return chance.happens(30) ? { provenanceCountry, originDiffers: true, originCountry: 'Inde' } : { provenanceCountry };
}

function amountOf(pack: string, chance: Chance): ImportFormValues {
  const count = chance.between(2, 90) * 100;
  if (chance.happens(70)) return { scope: 'single', quantity: `${String(count)} ${pack}` };
  return { scope: 'series', globalQuantity: `${String(count)} boîtes`, plannedOperations: '4', periodMonths: '12' };
}

function reasonOf(chance: Chance): ImportFormValues {
  if (chance.happens(10)) return { purpose: ['humanResearch'], trialNumber: '2026-500123-41-00' };
  return { purpose: [chance.happens(10) ? 'analyticalStudy' : 'other'], justification: chance.pick(sentences) };
}
