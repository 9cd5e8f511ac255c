import { sheetScale } from './sheet.ts';
import type { StripPicture } from './strip-picture.ts';

/** How much of a strip lies under the next one, in rows, so that no white seam shows. */
const LAP = 0.6;

/**
 * A PDF of pictures as their files hold them, one to a sheet: pdf.js then decodes them, in bounds. The decoders of
 * @napi-rs/canvas are never given a file: a damaged one ends the whole process (Brooooooklyn/canvas#1309).
 */
export function picturePdf(pictures: readonly StripPicture[]): Uint8Array {
  const objects: Buffer[] = [];
  const add = (...parts: (string | Uint8Array)[]) => {
    const number = objects.length + 1;
    const body = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
    objects.push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), ...body, Buffer.from('\nendobj\n')]));
    return `${number} 0 R`;
  };
  const addStream = (entries: string, data: Uint8Array) =>
    add(`<< ${entries} /Length ${data.length} >>\nstream\n`, data, '\nendstream');
  // The tree of pages is the object behind those of the pages, whose number is known beforehand.
  const tree = 1 + pictures.reduce((sum, { strips }) => sum + strips.length + 2, 0);
  const pages = pictures.map((picture) => addPage(picture, `${tree} 0 R`, add, addStream));
  add(`<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${pages.length} >>`);
  const root = add(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
  return assembled(objects, root);
}

type Add = (...parts: (string | Uint8Array)[]) => string;
type AddStream = (entries: string, data: Uint8Array) => string;

function addPage(
  { width, height, pixelShape, turns, strips }: StripPicture,
  tree: string,
  add: Add,
  addStream: AddStream,
): string {
  const unit = sheetScale(width, height * pixelShape);
  const row = unit * pixelShape;
  const [across, down] = [width * unit, height * row];
  const images = strips.map(({ rows, data, entries }) =>
    addStream(`/Type /XObject /Subtype /Image /Width ${width} /Height ${rows} ${entries}`, data),
  );
  let top = down;
  const drawing = strips.map(({ rows }, index) => {
    const lap = index < strips.length - 1 ? LAP : 0;
    const bottom = top - (rows + lap) * row;
    const box = [across, 0, 0, (rows + lap) * row, 0, bottom].map((each) => each.toFixed(4)).join(' ');
    top -= rows * row;
    return `q ${box} cm /I${index} Do Q`;
  });
  const content = addStream('', Buffer.from(drawing.join('\n'), 'latin1'));
  const names = images.map((image, index) => `/I${index} ${image}`).join(' ');
  const box = `/MediaBox [0 0 ${across.toFixed(4)} ${down.toFixed(4)}] /Rotate ${turns * 90}`;
  return add(`<< /Type /Page /Parent ${tree} ${box} /Contents ${content} /Resources << /XObject << ${names} >> >> >>`);
}

/** The objects with their table of places and the trailer (ISO 32000-1 §7.5). */
function assembled(objects: readonly Buffer[], root: string): Uint8Array {
  const head = Buffer.from('%PDF-1.7\n');
  let at = head.length;
  const places = objects.map((object) => {
    const place = `${String(at).padStart(10, '0')} 00000 n \n`;
    at += object.length;
    return place;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${count} /Root ${root} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([head, ...objects, Buffer.from(table + trailer, 'latin1')]);
}
