import type { DocumentNote } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { ZipEntry } from '../zip.ts';
import { inflateParts, repeatsSheets, storedZip, type Parts } from './package-parts.ts';
import { readWithSheetJs } from './sheetjs.ts';
import type { UnreadableWorkbook, Workbook } from './workbook.ts';

/** The files of an .xlsx or .xlsm that hold its cells; pictures, comments, links, tables and themes are left behind. */
const wanted =
  /^(?:_rels\/\.rels|xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml))$/i;

/** Elements for each one that says something: a sheet formatted whole is mostly blank cells. */
const FORMATTED = 4;

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

/** Where libraries look for the texts; some producers write it with a capital. */
const TEXTS = 'xl/sharedStrings.xml';

/** Reads an OOXML workbook (.xlsx, .xlsm; ECMA-376 part 1 §18): its parts reduced to the cells, then with SheetJS. */
export async function readXlsx(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  notes: readonly DocumentNote[],
): Promise<Workbook | UnreadableWorkbook> {
  const parts = inflateParts(bytes, entries, wanted);
  if ('unreadable' in parts) return parts;
  const light = lighten(parts);
  return 'unreadable' in light ? light : readWithSheetJs(light, notes);
}

/**
 * The same workbook with nothing but its cells, stored without compression. Libraries expand every cell of a link, a
 * defined name or a validation (exceljs#535, #1842): what is not there cannot hurt.
 */
function lighten(parts: Parts): Buffer | UnreadableWorkbook {
  if (isTooMuch([...parts.values()], FORMATTED * limits.xmlElements)) return { unreadable: 'tooLarge' };
  const light = new Map<string, Buffer>();
  for (const [name, content] of parts) {
    if (name === BOOK) light.set(name, withoutNames(content));
    else if (name.startsWith('xl/worksheets/')) light.set(name, Buffer.from(plainSheet(content.toString('utf8'))));
    else light.set(name.toLowerCase() === TEXTS.toLowerCase() ? TEXTS : name, content);
  }
  const sheets =
    light
      .get(BOOK)
      ?.toString('utf8')
      .match(/<(?:\w+:)?sheet\s/g) ?? [];
  if (sheets.length > limits.sheets || isTooMuch([...light.values()], limits.xmlElements))
    return { unreadable: 'tooLarge' };
  const lostTexts = !light.has(TEXTS) && [...light.values()].some((part) => part.includes(' t="s"'));
  if (lostTexts || repeatsSheets(light.get(RELATIONS))) return { unreadable: 'corrupt' };
  light.set('[Content_Types].xml', Buffer.from(contentTypes(light)));
  return storedZip(light);
}

/** Every element becomes an object or two of the library. */
function isTooMuch(parts: readonly Buffer[], most: number): boolean {
  let elements = 0;
  for (const part of parts) {
    for (let at = part.indexOf('<'); at !== -1; at = part.indexOf('<', at + 1)) {
      if (++elements > most) return true;
    }
  }
  return false;
}

function withoutNames(content: Buffer): Buffer {
  const text = content.toString('utf8');
  const begin = text.search(/<(?:\w+:)?definedNames[\s>]/);
  const end = text.lastIndexOf('definedNames>');
  return begin === -1 || end < begin
    ? content
    : Buffer.from(text.slice(0, begin) + text.slice(end + 'definedNames>'.length));
}

/** Nothing but the rows of a sheet, and of these no cell that is only formatted. */
function plainSheet(text: string): string {
  const root = /<(\w+:)?worksheet\b[^>]*>/.exec(text);
  const prefix = root?.[1] ?? '';
  const begin = text.search(new RegExp(`<${prefix}sheetData[\\s/>]`));
  // A sheet without rows closes its data where it opens them.
  const close = `</${prefix}sheetData>`;
  const end = text.lastIndexOf(close);
  if (root === null || begin === -1) return text;
  const rows = text.slice(begin, end < begin ? begin : end + close.length);
  const filled = rows.replace(/<(?:\w+:)?(?:c|row)\b[^<>]*\/>/g, (tag) =>
    // A cell without its address stands where the one before it ends, blank or not.
    /\sr=["']/.test(tag) ? '' : tag,
  );
  return `${text.slice(0, root.index + root[0].length)}${filled}</${prefix}worksheet>`;
}

/** The list of parts that OPC asks for (ECMA-376 part 2 §7.2), for the parts that are left. */
function contentTypes(parts: Parts): string {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const kinds: readonly (readonly [start: string, kind: string])[] = [
    ['xl/workbook.xml', 'sheet.main'],
    ['xl/sharedStrings.xml', 'sharedStrings'],
    ['xl/styles.xml', 'styles'],
    ['xl/worksheets/', 'worksheet'],
  ];
  const overrides = [...parts.keys()].flatMap((name) => {
    const kind = kinds.find(([start]) => name.startsWith(start))?.[1];
    return kind === undefined ? [] : [`<Override PartName="/${name}" ContentType="${spreadsheet}.${kind}+xml"/>`];
  });
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${overrides.join('')}</Types>`;
}
