import type { CivilDate } from '../worker/domain/deadline.ts';
import {
  fields,
  type ApplicantCategory,
  type Country,
  type DeclarationType,
  type FieldKind,
  type FieldName,
  type FieldTypes,
  type PlannedQuantity,
  type Purpose,
  type Scope,
  type Substance,
} from '../worker/domain/fields.ts';
import { readApplicantCategory, readDeclarationType, readPurposes, readScope, readYesNo } from './french/choices.ts';
import { readComposition } from './french/composition.ts';
import { readCountries, readCountry } from './french/countries.ts';
import { readDate } from './french/dates.ts';
import { readCount } from './french/numbers.ts';
import { readMonths } from './french/periods.ts';
import { readQuantity } from './french/quantities.ts';
import { readStrength } from './french/strengths.ts';
import { readForm, readRoute } from './french/terms.ts';
import { readText } from './french/text.ts';

export { isBlank } from './french/text.ts';

/** What the fields of each kind hold. */
interface KindTypes {
  text: string;
  date: CivilDate;
  country: Country;
  countries: readonly Country[];
  quantity: PlannedQuantity;
  integer: number;
  months: number;
  composition: readonly Substance[];
  scope: Scope;
  purpose: readonly Purpose[];
  applicantCategory: ApplicantCategory;
  declarationType: DeclarationType;
  yesNo: boolean;
}

/** The value that a field's text stands for, or undefined when it cannot be understood. Never throws. */
export function parseValue<F extends FieldName>(field: F, raw: string): FieldTypes[F] | undefined {
  const kind: FieldKind = fields[field].kind;
  const read = ofField[field] ?? readers[kind];
  // The table of fields gives each field the kind of its type; the compiler cannot follow it through `F`.
  return read(raw) as FieldTypes[F] | undefined;
}

const readers: { readonly [K in FieldKind]: (raw: string) => KindTypes[K] | undefined } = {
  text: (raw) => readText(raw),
  date: readDate,
  country: readCountry,
  countries: readCountries,
  quantity: readQuantity,
  integer: readCount,
  months: readMonths,
  composition: readComposition,
  scope: readScope,
  purpose: readPurposes,
  applicantCategory: readApplicantCategory,
  declarationType: readDeclarationType,
  yesNo: readYesNo,
};

/** Texts with a spelling of their own. */
const ofField: { readonly [F in FieldName]?: (raw: string) => string | undefined } = {
  importerAddress: readAddress,
  exporterAddress: readAddress,
  pharmaceuticalForm: readForm,
  route: readRoute,
  strength: readStrength,
};

/** The lines of an address are kept apart by commas. */
function readAddress(raw: string): string | undefined {
  return readText(raw, ', ');
}
