import type { DocumentNote } from '../../worker/domain/submission.ts';
import { readZipDirectory } from '../zip.ts';
import { readOds } from './ods.ts';
import type { UnreadableWorkbook, Workbook } from './workbook.ts';
import { isCompound, readXls } from './xls.ts';
import { readXlsb } from './xlsb.ts';
import { readXlsx } from './xlsx.ts';

/** Reads a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) by what it is; never throws: what cannot be read says why. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook | UnreadableWorkbook> {
  if (bytes.length === 0) return { unreadable: 'empty' };
  if (isCompound(bytes)) return readXls(bytes);
  const entries = readZipDirectory(bytes);
  if ('unreadable' in entries) return entries;
  if (entries.some(({ encrypted }) => encrypted)) return { unreadable: 'encrypted' };
  const names = entries.map(({ name }) => name.replace(/^\//, '').toLowerCase());
  const notes = notesOn(names);
  if (names.includes('xl/workbook.xml')) return readXlsx(bytes, entries, notes);
  if (names.includes('xl/workbook.bin')) return readXlsb(bytes, entries, notes);
  if (names.includes('content.xml')) return readOds(bytes, entries, notes);
  return { unreadable: 'formatNotRead' };
}

/** Macros and links to other workbooks show in the names of an archive's files (ECMA-376 part 1 §12.3, ODF part 2). */
function notesOn(names: readonly string[]): readonly DocumentNote[] {
  const macros = /(?:^|\/)vbaproject\.bin$|^xl\/macrosheets\/|^basic\/.+\/(?!script-l[bc]\.xml$)|^scripts\//;
  const notes: DocumentNote[] = [];
  if (names.some((name) => macros.test(name))) notes.push('macros');
  if (names.some((name) => name.startsWith('xl/externallinks/'))) notes.push('externalLinks');
  return notes;
}
