import type { DocumentNote } from '../../worker/domain/submission.ts';
import { openCompoundFile } from '../opening/compound-file.ts';
import { lightenXls } from './lighten-xls.ts';
import { readWithSheetJs } from './sheetjs.ts';
import type { UnreadableWorkbook, Workbook } from './workbook.ts';

/** Says that bytes are a compound file (MS-CFB §2.2): Office before 2007, or a workbook with a password. */
export function isCompound(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);
}

/** Reads a workbook of Excel 5 to 2003 (.xls): its one stream, reduced to the cells, then with SheetJS. */
export async function readXls(bytes: Uint8Array): Promise<Workbook | UnreadableWorkbook> {
  const file = openCompoundFile(bytes);
  if (file === undefined) return { unreadable: 'corrupt' };
  // MS-OFFCRYPTO §2.3.4.4
  if (file.streams.has('EncryptedPackage')) return { unreadable: 'encrypted' };
  const workbook = file.streams.get('Workbook') ?? file.streams.get('Book');
  if (workbook === undefined) return { unreadable: 'formatNotRead' };
  const stream = workbook.read();
  const light = stream === undefined ? undefined : lightenXls(stream);
  if (light === undefined) return { unreadable: 'corrupt' };
  if ('unreadable' in light) return light;
  const notes: DocumentNote[] = [];
  if (light.hasMacroSheet || file.storages.has('_VBA_PROJECT_CUR')) notes.push('macros');
  if (light.isLinked) notes.push('externalLinks');
  return readWithSheetJs(light.stream, notes);
}
