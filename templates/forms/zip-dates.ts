/** 1 January 1980, 00:00, the first instant of the MS-DOS calendar of zip files. */
const EPOCH = [0x00, 0x00, 0x21, 0x00];

const END_RECORD = 22;
const DIRECTORY_ENTRY = 46;

/**
 * A copy of a zip file whose entries are all dated 1980-01-01: exceljs stamps them with the clock and offers no choice,
 * which would make every generation differ. Expects a file without comment, as JSZip writes it; throws on another.
 */
export function withoutZipDates(zip: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(zip);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - END_RECORD;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error('not a zip file without comment');
  let entry = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    bytes.set(EPOCH, entry + 12);
    bytes.set(EPOCH, view.getUint32(entry + 42, true) + 10);
    const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(entry + at, true));
    entry += DIRECTORY_ENTRY + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return bytes;
}
