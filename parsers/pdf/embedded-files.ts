import { PDFArray, PDFDict, PDFName, PDFRawStream, type PDFDocument } from './library.ts';
import { limits } from '../limits.ts';
import type { InnerFile } from '../opening/opened.ts';
import { plainText } from '../page-content.ts';
import { openPdf, packedObjects } from './open-pdf.ts';
import { bytesOf } from './page-streams.ts';
import { dictionaries, elements, entry, pagesOf } from './pages.ts';
import { stringText } from './pdf-strings.ts';

/** Nodes of the tree of names that are looked at. */
const MAX_NODES = 1_000;

/** The files in a PDF; a portfolio (ISO 32000-1 §7.11.6) is nothing but them. */
export interface EmbeddedFiles {
  readonly isPortfolio: boolean;
  readonly files: readonly InnerFile[];
}

/**
 * The files that a PDF holds (ISO 32000-1 §7.11.4), in its names or pinned on its pages. Empty when there are none, or the
 * PDF cannot be taken apart. Never rejects; nothing is inflated before a file is taken, and a PDF without files costs a
 * search in its bytes.
 */
export async function embeddedFiles(bytes: Uint8Array): Promise<EmbeddedFiles> {
  const opened = mayHoldFiles(bytes) ? await openPdf(bytes) : 'corrupt';
  if (typeof opened === 'string') return none;
  try {
    return { isPortfolio: isPortfolio(opened.document), files: fileStreams(opened.document).map(innerFile) };
  } catch {
    return none;
  }
}

const none: EmbeddedFiles = { isPortfolio: false, files: [] };

/** Whether the pages of a PDF only ask to open the files in it. */
export function isPortfolio({ catalog }: PDFDocument): boolean {
  return entry(catalog, 'Collection') !== undefined;
}

/** Whether a PDF holds any file. */
export function holdsFiles(document: PDFDocument): boolean {
  return fileStreams(document).length > 0;
}

/** The name of the tree stands in the file, or in objects that are packed; in protected ones nothing can be seen. */
function mayHoldFiles(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (names.some((name) => file.includes(name))) return true;
  if (!file.includes('/ObjStm')) return false;
  if (file.includes('/Encrypt')) return true;
  for (const each of packedObjects(file)) if (names.some((name) => each.includes(name))) return true;
  return false;
}

const names = ['/EmbeddedFile', '/FileAttachment'];

interface FileStream {
  readonly specification: PDFDict;
  readonly stream: PDFRawStream;
}

/** Each file once: a file may be named in the tree, on a page, and as an associated file. */
function fileStreams(document: PDFDocument): FileStream[] {
  const root = entry(entry(document.catalog, 'Names'), 'EmbeddedFiles');
  const named = root instanceof PDFDict ? specificationsBelow(root) : [];
  const pinned = pagesOf(document)
    .flatMap(({ annotations }) => annotations)
    .map((each) => (entry(each, 'Subtype') === PDFName.of('FileAttachment') ? entry(each, 'FS') : undefined));
  const found = new Map<PDFRawStream, PDFDict>();
  for (const specification of [...named, ...pinned]) {
    if (!(specification instanceof PDFDict)) continue;
    const streams = entry(specification, 'EF');
    const stream = entry(streams, 'UF') ?? entry(streams, 'F');
    if (stream instanceof PDFRawStream && !found.has(stream)) found.set(stream, specification);
  }
  return [...found].slice(0, limits.archiveEntries).map(([stream, specification]) => ({ stream, specification }));
}

/** The file specifications at the leaves of a name tree (§7.9.6): names and values in turn. */
function specificationsBelow(root: PDFDict): PDFDict[] {
  const found: PDFDict[] = [];
  const seen = new Set<PDFDict>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined && seen.size < MAX_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const pairs = entry(node, 'Names');
    const values = pairs instanceof PDFArray ? elements(pairs, limits.archiveEntries * 2) : [];
    found.push(...values.filter((each) => each instanceof PDFDict));
    pending.push(...dictionaries(entry(node, 'Kids'), MAX_NODES).reverse());
  }
  return found;
}

function innerFile({ specification, stream }: FileStream): InnerFile {
  const name = plainText(stringText(entry(specification, 'UF') ?? entry(specification, 'F')));
  const type = entry(stream.dict, 'Subtype');
  const declaredType = type instanceof PDFName ? stringText(type) : '';
  const packed = stream.contents;
  return { name, declaredType, size: packed.length, packed, take: () => unpack(stream) };
}

/** No more than one file may hold is ever decoded. */
function unpack(stream: PDFRawStream): ReturnType<InnerFile['take']> {
  const bytes = bytesOf(stream, limits.partBytes);
  if (bytes === 'damaged') return { unreadable: 'corrupt' };
  return bytes === 'tooLarge' ? { unreadable: 'tooLarge' } : new Uint8Array(bytes);
}
