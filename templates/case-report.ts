import type { Outcome, Severity, Verdict } from '../worker/domain/assessment.ts';
import { caseFile, type Value } from '../worker/domain/case-file.ts';
import { clockOf, type Case, type CaseState } from '../worker/domain/case.ts';
import { inFrench, parisDate, timeInFrench } from '../worker/domain/deadline.ts';
import { fields, type FieldKind, type FieldName } from '../worker/domain/fields.ts';
import { demandsOf } from '../worker/domain/demand.ts';
import type { Instant } from '../worker/domain/message.ts';
import type { Procedure } from '../worker/domain/reference.ts';
import type { Document, Entry, EntryColumn, Place, Read, Reading, Source } from '../worker/domain/submission.ts';
import { deadlineLine, deadlinesOf } from './deadlines.ts';
import { documentNames, documentStory } from './document-names.ts';
import { shownValue } from './value.ts';

const n = '\u00a0';

export const stateNames = {
  forReview: 'à instruire',
  awaitingApplicant: 'en attente de pièces',
  staffReview: 'à vérifier par un agent',
  refusalBorn: 'refus implicite né',
  closed: 'clos',
} as const satisfies Record<CaseState, string>;

export const procedureNames = {
  importAuthorisation: 'demande d’autorisation d’importation',
  exportDeclaration: 'déclaration d’exportation',
  imputation: 'tableau d’imputation',
  correspondence: 'courrier',
} as const satisfies Record<Procedure, string>;

const columnNames = {
  operationNo: 'n°',
  operationDate: 'date',
  quantityImported: 'importé',
  quantityRemaining: 'solde',
  quantityCumulative: 'cumul',
  customsDeclaration: 'déclaration en douane',
  customsOffice: 'bureau de douane',
  customsVisa: 'visa',
  batchNo: 'lot',
  invoice: 'facture',
  origin: 'origine',
  comment: 'remarque',
} as const satisfies Record<EntryColumn, string>;

const severityNames = {
  legal: 'exigé par la loi',
  agency: 'souhaité',
  technical: 'technique',
  inconsistency: 'incohérence',
  notice: 'information',
  staff: 'agent',
} as const satisfies Record<Severity, string>;

export const outcomeNames = {
  missing: 'manque',
  contradictory: 'contradictoire',
  raised: 'à signaler',
  cannotTell: 'ne peut être établi',
  satisfied: 'satisfait',
  notApplicable: 'sans objet',
} as const satisfies Record<Outcome, string>;

/** A whole case for a terminal: what came, every value and its place, every verdict. */
export function caseReport(current: Case): string {
  const documents = current.submissions.flatMap((each) => each.documents);
  return [
    `${current.reference} – ${procedureNames[current.procedure]} – ${stateNames[current.state]}`,
    ...deadlines(current),
    ...current.alerts.map((each) => `⚠ ${each}`),
    '',
    'MESSAGES',
    ...current.messages.map((each) => `  ${when(each.receivedAt)}, boîte ${each.mailbox}, ${each.message}`),
    '',
    'DOCUMENTS',
    ...current.submissions.flatMap((each) => documentTree(each.documents)).map((each) => `  ${each}`),
    ...demandLines(current),
    ...documents.flatMap(tableLines),
    '',
    'VALEURS (interprétées, sauf celles entre guillemets, gardées telles qu’elles sont écrites)',
    ...valueLines(current),
    '',
    'CONTRÔLES',
    ...verdictLines(current.assessment.verdicts),
  ].join('\n');
}

/** `1er juin 2026 à 11 h 30`, Paris time. */
export function when(instant: Instant): string {
  return `${inFrench(parisDate(instant))} à ${timeInFrench(instant)}`;
}

function deadlines(current: Case): string[] {
  return [
    `Reçu le ${when(current.receivedAt)}`,
    ...deadlinesOf(current).map(deadlineLine),
    ...(clockOf(current) === undefined ? ['Aucune décision implicite'] : []),
  ];
}

/** Several medicines in one mail, each with its documents: they are to be handled one by one. */
function demandLines({ submissions }: Case): string[] {
  const several = submissions.map(demandsOf).filter((each) => each.length > 1);
  return several.flatMap((demands) => [
    `  ${demands.length} demandes dans ce message${n}:`,
    ...demands.map(({ kind, product, documents }) => {
      const files = documents.map(({ file }) => `«${n}${file}${n}»`).join(', ');
      return `    ${product ?? 'médicament non nommé'} – ${documentNames[kind]}, ${files}`;
    }),
  ]);
}

/** What was opened, as a tree: a file stands below the container that held it. */
export function documentTree(documents: readonly Document[]): string[] {
  return documents.map((document) => {
    const depth = documents.filter((each) => holds(each, document)).length;
    const name = document.file === '' ? '' : `[${document.part}] «${n}${document.file}${n}» `;
    return `${'  '.repeat(depth)}${name}${documentStory(document)}`;
  });
}

function holds(outer: Document, inner: Document): boolean {
  return outer.part !== '' && inner.part.startsWith(`${outer.part}.`);
}

/** Every field with the value retained; below it what other documents say of it, where they say something else. */
function valueLines(current: Case): string[] {
  const { values, documents } = caseFile(current.submissions, current);
  const found = (Object.keys(fields) as FieldName[]).flatMap((field) => {
    const value = values[field];
    if (value === undefined || value.state === 'absent') return [];
    const { label, kind } = fields[field];
    const retained = value.state === 'conflict' ? value.readings : [value];
    const others = documents
      .flatMap(({ readings }) => readings.filter((each) => each.field === field))
      .filter((each) => !retained.some(({ raw, source }) => raw === each.raw || source === each.source));
    return [
      `  ${label}${n}: ${valueText(value, kind)}`,
      ...others.map((each) => `    aussi${n}: ${readText(each, kind)}`),
    ];
  });
  return found.length === 0 ? ['  aucune'] : found;
}

/** A value read, and where: `Dosage : 25 mg ← formulaire.pdf, champ « dosage », page 1`. */
export function readingLine(reading: Reading): string {
  const { label, kind } = fields[reading.field];
  return `${label}${n}: ${readText(reading, kind)}`;
}

function valueText(value: Exclude<Value<unknown>, { state: 'absent' }>, kind: FieldKind): string {
  if (value.state === 'conflict')
    return `CONFLIT${n}: ${value.readings.map((each) => readText(each, kind)).join(' ≠ ')}`;
  return readText(value, kind);
}

function readText(read: Read<unknown>, kind: FieldKind): string {
  const shown = read.state === 'parsed' ? shownValue(read.value, kind) : `«${n}${read.raw}${n}» (non interprété)`;
  return `${shown}  ← ${sourceText(read.source)}`;
}

function sourceText({ file, place, ocr }: Source): string {
  if (place.kind === 'agent') return placeText(place);
  const confidence = ocr === undefined ? '' : `reconnu sur image à ${Math.round(ocr)}${n}%, à vérifier`;
  return [file === '' ? 'message' : file, placeText(place), confidence].filter((each) => each !== '').join(', ');
}

function placeText(place: Place): string {
  switch (place.kind) {
    case 'whole':
      return '';
    case 'subject':
      return 'objet';
    case 'line':
      return `ligne ${place.line}`;
    case 'field':
      return `champ «${n}${place.name}${n}»${place.page === undefined ? '' : `, page ${place.page}`}`;
    case 'box':
      return `page ${place.page}, à ${centimetres(place.x)} de la gauche et ${centimetres(place.y)} du bas`;
    case 'agent':
      return `établi par ${place.by}`;
    case 'cell':
      return `feuille «${n}${place.sheet}${n}», ${place.cell}`;
    default:
      return place satisfies never;
  }
}

/** A length in points as a ruler on the printed page tells it. */
function centimetres(points: number): string {
  return `${((points / 72) * 2.54).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}${n}cm`;
}

/** Operations that are listed; a longer table is looked at in its file. */
const LISTED = 100;

/** The tables of a document, an operation a line: its values by their columns, and its row. */
function tableLines(document: Document): string[] {
  if (document.kind !== 'imputationTable') return [];
  return document.tables.flatMap(({ sheet, hidden, entries }) => [
    `  tableau de «${n}${document.file}${n}»${sheetText(sheet, hidden)}${n}: ${entries.length} opération(s)`,
    ...entries.slice(0, LISTED).map(({ row, cells }) => `    ligne ${row}${n}: ${cellTexts(cells).join(' | ')}`),
    ...(entries.length > LISTED ? [`    … ${entries.length - LISTED} autre(s) opération(s)`] : []),
  ]);
}

function sheetText(sheet: string, hidden: boolean): string {
  return `${sheet === '' ? '' : `, feuille «${n}${sheet}${n}»`}${hidden ? ' (masquée)' : ''}`;
}

function cellTexts(cells: Entry['cells']): string[] {
  return Object.entries(cells).map(([column, read]) => {
    const shown = read.state === 'parsed' ? shownValue(read.value, 'text') : `«${n}${read.raw}${n}» (non interprété)`;
    return `${columnNames[column as EntryColumn]} ${shown}`;
  });
}

/** Rules that do not apply are named on one line: they say nothing of the case. */
function verdictLines(verdicts: readonly Verdict[]): string[] {
  const order = Object.keys(outcomeNames) as Outcome[];
  const applied = verdicts.filter((each) => each.outcome !== 'notApplicable');
  const sorted = applied.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const others = verdicts.filter((each) => each.outcome === 'notApplicable').map((each) => each.rule);
  return [...sorted.map(verdictLine), `  ${outcomeNames.notApplicable}${n}: ${others.join(', ')}`];
}

function verdictLine({ rule, outcome, severity, basis, sentence, evidence }: Verdict): string {
  const told = outcome === 'satisfied' ? '' : `${n}: ${sentence}`;
  const places = evidence.length === 0 ? '' : `  ← ${evidence.map(sourceText).join(' ; ')}`;
  return `  ${rule.padEnd(7)}${outcomeNames[outcome]} (${severityNames[severity]}, ${basis})${told}${places}`;
}
