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
  // « Quantité : … »
  [/^W+L/, () => []],
  // « 15 (quinze) », « quinze (15) », « quatre (4) »
  [/(?<=N)OW+C/, () => []],
  [/^WONC/, (found) => found.filter(({ code }) => code === 'N')],
  [/NONC/, ([first, , second]) => (first?.count === second?.count && first ? [first] : [])],
  // « 12 boîtes pour 3 mois de traitement »
  [/(?<=[UV])K*NMDR$/, () => []],
];

function simplify(tokens: readonly Token[]): readonly Token[] {
  return simplifications.reduce((rest, [form, result]) => replace(rest, form, result), tokens);
}

/** Sets apart the operations and the period; what is left is the quantity itself. */
function takePlan(tokens: readonly Token[]): Series | undefined {
  const perOperation = /^K?NP(?=DN)/.test(codesOf(tokens));
  let plan: Plan = {};
  const months = replace(tokens, /J?K*(?:N?T+)?D?NM(?!D)/, (found) => {
    const [count, unit] = found.slice(-2);
    plan = { months: Math.ceil((count?.count ?? 0) * (unit?.count ?? 1)) };
    return [];
  });
  const rest = replace(months, perOperation ? /^K?NPD/ : /J?K*NP/, (found) => {
    plan = { operations: found.find(({ code }) => code === 'N')?.count ?? 0, ...plan };
    return [];
  });
  const { operations, months: period } = plan;
  const impossible = [operations, period].some((each) => each !== undefined && !(Number.isInteger(each) && each > 0));
  if (impossible) return undefined;
  const trimmed = replace(
    replace(rest, /OC/, () => []),
    /J+$/,
    () => [],
  );
  return { rest: trimmed, plan, times: perOperation ? (operations ?? 1) : 1 };
}

type Amount = Omit<PlannedQuantity, keyof Plan>;

/** How quantities are written, in the codes of `quantity-tokens.ts`; `n` and `u` are its numbers and units in order. */
const writings: readonly (readonly [RegExp, (n: readonly number[], u: readonly string[]) => Amount | undefined])[] = [
  // 375 comprimés · 1 million de comprimés · 375
  [/^N[XD]?[UV]?$/, ([count], [unit]) => amount(count, unit)],
  // 15 boîtes de 25 comprimés · 12 boîtes/30 · 12 x boîte de 30
  [/^NX?U[DXS]N[UV]?$/, ([count, per], [unit, inner]) => amount(count, unit, per, inner)],
  // 2 x 10 flacons
  [/^NXN[UV]$/, ([times = 0, count = 0], [unit]) => amount(times * count, unit)],
  // 2 x 10 boîtes de 30 comprimés
  [/^NXNUDN[UV]?$/, ([times = 0, count = 0, per], [unit, inner]) => amount(times * count, unit, per, inner)],
  // BT/30 x 12 · boîte de 30 gélules x 12
  [/^U[DS]?N[UV]?XN$/, ([per, count], [unit, inner]) => amount(count, unit, per, inner)],
  // boîtes : 12
  [/^UL?X?N$/, ([count], [unit]) => amount(count, unit)],
  // 12 boîtes (30 gélules)
  [/^NUON[UV]?C$/, ([count, inside], [unit, inner]) => inParentheses(count, unit, inside, inner)],
  // 15 boîtes, soit 375 comprimés · 15 boîtes (soit 375 comprimés)
  [/^NUO?GN[UV]C?$/, ([count, total], [unit, inner]) => shared(count, unit, total, inner)],
  // 1000 comprimés de paracétamol · 500 boîtes de Testamol 500 mg
  [/^N[UV]DW[WD]*(?:NV)?$/, ([count], [unit]) => amount(count, unit)],
  // 15 boîtes de 25 comprimés de paracétamol · de 500 mg
  [/^NU[DXS]NU(?:DW[WD]*)?(?:D?NV)?$/, ([count, per], [unit, inner]) => amount(count, unit, per, inner)],
];

function readCore(tokens: readonly Token[]): Amount | undefined {
  const codes = codesOf(tokens);
  const numbers = tokens.filter(({ code }) => code === 'N').map(({ count }) => count ?? Number.NaN);
  const found = tokens.flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
  const writing = writings.find(([form]) => form.test(codes));
  const quantity = writing?.[1](
    numbers,
    found.map(({ name }) => name),
  );
  if (quantity === undefined || !(quantity.count >= 0 && quantity.count <= 1e15)) return undefined;
  // « 12,500 boxes »: a decimal comma that cannot be meant
  const broken = found.some(({ name, countable }) => countable && name === quantity.unit);
  return broken && !Number.isInteger(quantity.count) ? undefined : quantity;
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

/** A multiple may be the content of one box or of them all: « 15 boîtes (375 comprimés) » gives its boxes only. */
function inParentheses(count = 0, unit?: string, inside = 0, inner?: string): Amount | undefined {
  const mayBeTotal = count > 1 && inside % count === 0;
  return mayBeTotal ? amount(count, unit) : amount(count, unit, inside, inner);
}

function shared(count = 0, unit?: string, total = 0, inner?: string): Amount | undefined {
  const each = total / count;
  return Number.isInteger(each) ? amount(count, unit, each, inner) : amount(count, unit);
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
