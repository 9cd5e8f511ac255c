import type { PlannedQuantity } from '../../worker/domain/fields.ts';
import { isPlaceholder } from './text.ts';
import { codesOf, quantityTokens, type Token } from './quantity-tokens.ts';

const LONGEST = 500;

/**
 * A quantity of medicine: « 15 boîtes de 25 comprimés », « 50 000 boîtes en 4 opérations dans un délai de 12 mois ».
 * A bare number has no unit. Undefined for what is not surely one quantity: two of them, a rate, a length of treatment.
 */
export function readQuantity(raw: string): PlannedQuantity | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const series = takePlan(simplify(quantityTokens(raw)));
  if (series === undefined) return undefined;
  const quantity = readCore(series.rest);
  if (quantity === undefined) return undefined;
  return { ...quantity, count: quantity.count * series.times, ...series.plan };
}

type Plan = Pick<PlannedQuantity, 'operations' | 'months'>;

interface Series {
  readonly rest: readonly Token[];
  readonly plan: Plan;
  /** « 4 opérations de 12 500 boîtes »: the core stands for one operation only. */
  readonly times: number;
}

/** Second thoughts inside a quantity: what two tokens or more come down to. */
const simplifications: readonly (readonly [RegExp, (found: readonly Token[]) => readonly Token[]])[] = [
  // « Quantité : … », « Nombre de boîtes : 12 », « Nombre d’unités : 12 boîtes », « soit … »
  [/^[WD]*(?:WDU)?L(?=NU)/, () => []],
  [/^[WD]+(?=U?L)/, () => []],
  [/^[LG]+/, () => []],
  // « 15 (quinze) », « quinze (15) », « quatre (4) », « 500 (five hundred) »
  [/(?<=N)OW+C/, () => []],
  [/^W+ONC/, (found) => found.filter(({ code }) => code === 'N')],
  [/NONC/, ([first, , second]) => (first?.count === second?.count && first ? [first] : [])],
  // « 4 opérations d’importation »
  [/PDP/, (found) => found.slice(0, 1)],
  // « 12 mois (un an) »
  [/NMONMC/, (found) => (monthsIn(found.slice(0, 2)) === monthsIn(found.slice(3, 5)) ? found.slice(0, 2) : found)],
  // « 12 boîtes pour 3 mois de traitement »
  [/(?<=[UV])K*NMDR$/, () => []],
  // « 15 boîtes (stock de sécurité) »
  [/OW[WD]*C$/, () => []],
];

function simplify(tokens: readonly Token[]): readonly Token[] {
  return simplifications.reduce((rest, [form, result]) => replace(rest, form, result), tokens);
}

/** Sets apart the operations and the period; what is left is the quantity itself. */
function takePlan(tokens: readonly Token[]): Series | undefined {
  const perOperation = /^K?NP(?=DN)/.test(codesOf(tokens));
  let plan: Plan = {};
  const months = replace(tokens, /(?:[JKS]+D?(?:N?T+)?|N?T+|(?<=P))D?NM(?!D)/, (found) => {
    plan = { months: monthsIn(found.slice(-2)) };
    return [];
  });
  const rest = replace(months, perOperation ? /^K?NPD/ : /[JKS]*NP|[JS]*K+NX(?=C?$)/, (found) => {
    plan = { operations: found.find(({ code }) => code === 'N')?.count ?? 0, ...plan };
    return [];
  });
  const { operations, months: period } = plan;
  const impossible = [operations, period].some((each) => each !== undefined && !(Number.isInteger(each) && each > 0));
  if (impossible) return undefined;
  const trimmed = [/OC/, /[JS]+$/].reduce((left, form) => replace(left, form, () => []), rest);
  return { rest: trimmed, plan, times: perOperation ? (operations ?? 1) : 1 };
}

function monthsIn([count, unit]: readonly Token[]): number {
  return Math.ceil((count?.count ?? 0) * (unit?.count ?? 1));
}

type Amount = Omit<PlannedQuantity, keyof Plan>;

/** What may follow a quantity: « de paracétamol », « de 500 mg », « 5 mg/ml ». */
const strength = '(?:D?NV(?:SN?V)?)?';
const named = `DW[WD]*${strength}U?`;

/** How quantities are written, in the codes of `quantity-tokens.ts`; `n` and `u` are its numbers and units in order. */
const writings: readonly (readonly [RegExp, (n: readonly number[], u: readonly string[]) => Amount | undefined])[] = [
  // 375 comprimés · 1 million de comprimés · 375 · 500 boîtes de Testamol 500 mg · 120 kg de vrac
  [/^N(?:[XD]?[UV])?$/, ([count], [unit]) => amount(count, unit)],
  [new RegExp(`^NU(?:DU|${named})$`), ([count], [unit]) => amount(count, unit)],
  [/^NV(?:DW[WD]*|W+)$/, ([count], [unit]) => amount(count, unit)],
  // 30 comprimés x 12 boîtes
  [
    /^NUXNU$/,
    ([count, times], [unit, last]) =>
      isBox(last) ? amount(times, last, count, unit) : contained(count, unit, times, last),
  ],
  // 15 boîtes de 25 comprimés de paracétamol 500 mg · 12 boîtes/30 · 12 x boîte de 30 · 12 boîtes (boîte de 30)
  [
    new RegExp(`^NX?U[DXS]N(?:[UV](?:${named}|${strength}))?$`),
    ([count, per], [unit, inner]) => contained(count, unit, per, inner),
  ],
  [new RegExp(`^NU[DXS]N${named}$`), ([count, per], [unit]) => contained(count, unit, per)],
  [/^NUOU?DNC$/, ([count, per], [unit]) => contained(count, unit, per)],
  [/^NUOU?DN[UV]C$/, ([count, per], units) => contained(count, units[0], per, units.at(-1))],
  // 12 boîtes (30 gélules)
  [/^NUON[UV]?C$/, ([count, inside], [unit, inner]) => inParentheses(count, unit, inside, inner)],
  // 12 boîtes de 3 plaquettes de 10 comprimés · 12 boîtes de 2 x 14 comprimés
  [/^NUDNUDNU$/, ([count, outer = 0, inner = 0], [unit, , last]) => amount(count, unit, outer * inner, last)],
  [/^NUDNXNU$/, ([count, outer = 0, inner = 0], [unit, last]) => amount(count, unit, outer * inner, last)],
  // 2 x 10 flacons
  [/^NXN[UV]$/, ([times = 0, count = 0], [unit]) => amount(times * count, unit)],
  // 2 x 10 boîtes de 30 comprimés
  [/^NXNUDN[UV]?$/, ([times = 0, count = 0, per], [unit, inner]) => contained(times * count, unit, per, inner)],
  // BT/30 x 12 · boîte de 30 gélules x 12 · boîte de 30 : 12
  [/^U[DS]?N[UV]?[XL]N$/, ([per, count], [unit, inner]) => contained(count, unit, per, inner)],
  // boîtes : 12
  [/^U(?:LX?|X)N$/, ([count], [unit]) => amount(count, unit)],
  // 15 boîtes, soit 375 comprimés · 15 boîtes (soit 375 comprimés)
  [/^NUO?GN[UV]C?$/, ([count, total], [unit, inner]) => shared(count, unit, total, inner)],
  // 15 boîtes de 25 comprimés, soit 375 comprimés · 10 boîtes (10 x 30 comprimés) · 375 comprimés (15 boîtes de 25)
  [
    /^NUDN[UV](?:O?GN[UV]C?|ON[UV]C)(?:DW[WD]*(?:NV)?)?$/,
    ([count, per, total], units) => checked([count, per, total], units),
  ],
  [/^NUONXNUC$/, ([count, same, per], [unit, inner]) => (count === same ? amount(count, unit, per, inner) : undefined)],
  [/^NUO?G?NUDNU?C?$/, ([all, count = 0, per = 0], [unit]) => (all === count * per ? amount(all, unit) : undefined)],
];

/** Boxes and what holds boxes: their content is counted, a mass there is a strength. */
const boxes: readonly (string | undefined)[] = ['boîte', 'étui', 'coffret', 'carton', 'palette'];

function readCore(tokens: readonly Token[]): Amount | undefined {
  const codes = codesOf(tokens);
  const numbers = tokens.filter(({ code }) => code === 'N').map(({ count }) => count ?? Number.NaN);
  const found = tokens.flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
  const writing = writings.find(([form]) => form.test(codes));
  const quantity = writing?.[1](
    numbers,
    found.map(({ name }) => name),
  );
  if (quantity === undefined || !(quantity.count >= 0 && quantity.count <= 1e15) || hasDoubt(tokens)) return undefined;
  // « 12,5 boxes »: a decimal that cannot be meant
  const broken = found.some(({ name, countable }) => countable && name === quantity.unit);
  return broken && !Number.isInteger(quantity.count) ? undefined : quantity;
}

/** `1.250 kg` is one kilogram or a thousand; international units are never written with decimals. */
function hasDoubt(tokens: readonly Token[]): boolean {
  return tokens.some(({ doubtful }, index) => {
    const next = tokens[index + 1];
    return doubtful === true && next?.code === 'V' && next.unit?.name !== 'UI';
  });
}

function amount(count: number | undefined, unit?: string, perUnit?: number, innerUnit?: string): Amount | undefined {
  const nonsense = perUnit !== undefined && (!(perUnit > 0) || innerUnit === unit);
  if (count === undefined || nonsense) return undefined;
  return {
    count,
    unit,
    ...(perUnit === undefined ? {} : { perUnit }),
    ...(innerUnit === undefined ? {} : { innerUnit }),
  };
}

/** What one of them holds. « Boîtes de 500 mg » tell the strength: only the boxes are sure. */
function contained(count?: number, unit?: string, per?: number, inner?: string): Amount | undefined {
  if (isBox(inner) && !isBox(unit)) return undefined;
  const isStrength = isBox(unit) && /^(?:mg|g|µg|UI)$/.test(inner ?? '');
  return isStrength ? amount(count, unit) : amount(count, unit, per, inner);
}

function isBox(unit: string | undefined): boolean {
  return boxes.includes(unit);
}

/** A multiple may be the content of one box or of them all: « 15 boîtes (375 comprimés) » gives its boxes only. */
function inParentheses(count = 0, unit?: string, inside = 0, inner?: string): Amount | undefined {
  const mayBeTotal = count > 1 && inside % count === 0;
  return mayBeTotal ? amount(count, unit) : contained(count, unit, inside, inner);
}

function shared(count = 0, unit?: string, total = 0, inner?: string): Amount | undefined {
  const each = total / count;
  return Number.isInteger(each) ? amount(count, unit, each, inner) : amount(count, unit);
}

/** The total must be what the boxes hold. */
function checked([count = 0, per = 0, total]: readonly (number | undefined)[], [unit, inner, last]: readonly string[]) {
  return last === inner && total === count * per ? contained(count, unit, per, inner) : undefined;
}

function replace(
  tokens: readonly Token[],
  form: RegExp,
  result: (found: readonly Token[]) => readonly Token[],
): readonly Token[] {
  const found = form.exec(codesOf(tokens));
  if (found === null) return tokens;
  const end = found.index + found[0].length;
  return [...tokens.slice(0, found.index), ...result(tokens.slice(found.index, end)), ...tokens.slice(end)];
}
