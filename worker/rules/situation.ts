import type { CaseFile } from '../domain/case-file.ts';
import { parsed, valueOf } from '../domain/case-file.ts';
import type { PlannedQuantity, Purpose } from '../domain/fields.ts';

/** The purposes stated anywhere and understood: of all sides when documents disagree. */
export function purposesOf(file: CaseFile): readonly Purpose[] {
  const found = valueOf(file, 'purpose');
  if (found.state === 'parsed') return found.value;
  if (found.state !== 'conflict') return [];
  return found.readings.flatMap((each) => (each.state === 'parsed' ? each.value : []));
}

/** Whether the purpose is stated, understood and contradicted by nothing: only then is it known what it requires. */
export function purposeIsSettled(file: CaseFile): boolean {
  return valueOf(file, 'purpose').state === 'parsed';
}

/**
 * Whether someone imports for personal use: neither form nor letter is asked of them (CSP R5121-112 3°). What a box or a
 * sentence states as category or purpose counts before what the words of a mail let understand.
 */
export function isPrivateIndividual(file: CaseFile): boolean {
  const [category, purposes] = [parsed(file, 'applicantCategory'), purposesOf(file)];
  if (category === 'privateIndividual' || purposes.includes('privateIndividual')) return true;
  const isStated = category !== undefined || purposes.length > 0;
  return !isStated && file.submissions.some(({ intent }) => intent.kind === 'individualRequest');
}

/** Whether several operations are requested (CSP R5121-109): stated as such, or planned in a quantity. */
export function isSeries(file: CaseFile): boolean {
  return parsed(file, 'scope') === 'series' || (operationsOf(file) ?? 1) > 1;
}

/** How many operations are planned, from the box of its own or from the quantity phrase. */
export function operationsOf(file: CaseFile): number | undefined {
  const phrases = quantitiesOf(file).map((each) => each.operations);
  return parsed(file, 'plannedOperations') ?? phrases.find((each) => each !== undefined);
}

/** Over how many months, from the box of its own or from the quantity phrase. */
export function monthsOf(file: CaseFile): number | undefined {
  const phrases = quantitiesOf(file).map((each) => each.months);
  return parsed(file, 'periodMonths') ?? phrases.find((each) => each !== undefined);
}

/** The quantities understood, global line first: of all sides when documents disagree. */
export function quantitiesOf(file: CaseFile): PlannedQuantity[] {
  return [valueOf(file, 'globalQuantity'), valueOf(file, 'quantity')].flatMap((found) => {
    if (found.state === 'absent') return [];
    const readings = found.state === 'conflict' ? found.readings : [found];
    return readings.flatMap((each) => (each.state === 'parsed' ? [each.value] : []));
  });
}
