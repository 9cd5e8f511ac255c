import { readImputationTables } from '../../parsers/documents/imputation-table.ts';
import { readPdfDocument } from '../../parsers/documents/pdf-document.ts';
import { readWorkbook } from '../../parsers/workbook/read-workbook.ts';
import { sha256 } from '../../data/archive.ts';
import type { Chance } from './chance.ts';
import { seeded } from './chance.ts';
import { paddedForm, paddedTable, scannedPdf } from './corpus-documents.ts';
import { firms, medicines } from './corpus-people.ts';
import { requestOf, tableOf } from './corpus-request.ts';

/** Processor time of one document of a kind, once everything is loaded and warm. */
export interface DocumentCost {
  readonly kind: string;
  readonly milliseconds: number;
}

const WARM_UP = 20;
const TIMES = 60;

/** A fillable form, a table of 60 rows, and a scan in a PDF. */
export async function documentCosts(): Promise<DocumentCost[]> {
  const chance = seeded(11);
  const [form, table, scan] = [await formOf(chance), await sixtyRows(chance), await scannedPdf(2_000_000, chance)];
  const where = { message: sha256(form), part: '2', file: 'piece', size: form.length, sha256: sha256(form) };
  return [
    { kind: 'fillable form, 180 KB', milliseconds: await warm(() => readPdfDocument(form, where)) },
    { kind: 'table of 60 rows, 30 KB', milliseconds: await warm(() => readTable(table, where)) },
    { kind: 'scan in a PDF, 2 MB', milliseconds: await warm(() => readPdfDocument(scan, where)) },
  ];
}

function formOf(chance: Chance): Promise<Uint8Array> {
  const { values } = requestOf(firms[0], 'Claire Aubert', medicines[0], chance);
  return paddedForm(values, 180_000, chance);
}

function sixtyRows(chance: Chance): Promise<Uint8Array> {
  return paddedTable(tableOf(firms[0], medicines[0], chance, 60), chance);
}

async function readTable(bytes: Uint8Array, where: Parameters<typeof readImputationTables>[1]): Promise<void> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) throw new Error(`the table could not be read: ${workbook.unreadable}`);
  readImputationTables(workbook, where);
}

async function warm(work: () => Promise<unknown>): Promise<number> {
  for (let time = 0; time < WARM_UP; time += 1) await work();
  const before = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / TIMES;
}
