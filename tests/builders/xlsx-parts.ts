import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive: its text or its bytes, or a lie about its size in bytes. */
export type ZipPart = string | Buffer | { readonly declared: number; readonly text?: string };

/** What stands around the rows of a sheet, as raw XML. */
export interface Around {
  readonly before?: string;
  readonly after?: string;
  readonly names?: string;
  readonly sheetId?: string;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook of one sheet written by hand: rows as raw XML, more parts, and a lie about the size of the sheet. */
export function sheetXlsx(
  rows: string,
  parts: Readonly<Record<string, ZipPart>> = {},
  declared?: number,
  { before = '', after = '', names = '', sheetId = '1' }: Around = {},
): Uint8Array {
  const sheet = `<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
  const relation = (target: string, kind: string) =>
    `<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${office}/${kind}" Target="${target}"/></Relationships>`;
  return zipOf({
    '_rels/.rels': relation('xl/workbook.xml', 'officeDocument'),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Feuille" sheetId="${sheetId}" r:id="r1"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': relation('worksheets/sheet1.xml', 'worksheet'),
    'xl/worksheets/sheet1.xml': declared === undefined ? sheet : { declared, text: sheet },
    ...parts,
  });
}

/** A ZIP archive of deflated files, in which a size may be a lie. */
export function zipOf(parts: Readonly<Record<string, ZipPart>>): Uint8Array {
  const files: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const isTrue = typeof part === 'string' || Buffer.isBuffer(part);
    const text = isTrue ? part : (part.text ?? '');
    const size = isTrue ? Buffer.byteLength(text) : part.declared;
    const packed = deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(text), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed);
    records.push(Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(records.length / 4, 8);
  end.writeUInt16LE(records.length / 4, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
}
