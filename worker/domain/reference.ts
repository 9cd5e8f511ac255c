/** What a case is about; it decides the clock, the letters and the rules. */
export type Procedure = 'importAuthorisation' | 'exportDeclaration' | 'imputation' | 'correspondence';

/** `AI-2026-000123-K`: prefix of the procedure, civil year of reception, number in that year, check letter. */
export type CaseReference = string & { readonly brand: 'CaseReference' };

/** AI autorisation d'importation, DE déclaration d'exportation, TI tableau d'imputation, CR courrier. */
const prefixes = {
  importAuthorisation: 'AI',
  exportDeclaration: 'DE',
  imputation: 'TI',
  correspondence: 'CR',
} as const satisfies Record<Procedure, string>;

/** 23 letters: a prime, so that one wrong or two swapped digits always change the check letter. No I, O, U. */
const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ';

export const procedures = Object.keys(prefixes) as readonly Procedure[];

const pattern = /\b(AI|DE|TI|CR)-(\d{4})-(\d{6})-([A-Z])(?![A-Z0-9])/g;

/** The reference of the `number`-th case of a procedure in a year. */
export function caseReference(procedure: Procedure, year: string, number: number): CaseReference {
  const stem = `${prefixes[procedure]}-${year}-${String(number).padStart(6, '0')}`;
  return `${stem}-${checkLetter(stem)}` as CaseReference;
}

/** The references with a right check letter that a text mentions, each once. */
export function referencesIn(text: string): CaseReference[] {
  const found = [...text.toUpperCase().matchAll(pattern)]
    .filter(([whole, , , , letter]) => checkLetter(whole.slice(0, -2)) === letter)
    .map(([whole]) => whole as CaseReference);
  return [...new Set(found)];
}

function checkLetter(stem: string): string {
  const rest = Array.from(stem.replaceAll('-', '')).reduce((sum, sign) => (sum * 36 + parseInt(sign, 36)) % 23, 0);
  return letters.charAt(rest);
}
