import { PDFArray, PDFDict, PDFName, PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib';
import { limits } from '../limits.ts';
import type { InnerFile } from '../opening/opened.ts';
import { openPdf } from './open-pdf.ts';
import { dictionaries, elements, entry } from './pages.ts';
import { plainText } from '../page-content.ts';
import { stringText } from './pdf-strings.ts';

/** Nodes of the tree of names that are looked at. */
const MAX_NODES = 1_000;

/**
 * The files that a PDF holds (ISO 32000-1 §7.11.4): all that a portfolio is, attachments of any other. Empty when there
 * are none, or the PDF cannot be taken apart. Never rejects; nothing is inflated before a file is taken.
 */
export async function embeddedFiles(bytes: Uint8Array): Promise<InnerFile[]> {
  const opened = await openPdf(bytes);
  if (typeof opened === 'string') return [];
  try {
    const root = entry(entry(opened.document.catalog, 'Names'), 'EmbeddedFiles');
    return root instanceof PDFDict ? specificationsBelow(root).flatMap(innerFile) : [];
  } catch {
    return [];
  }
}

/** The file specifications at the leaves of a name tree (§7.9.6): names and values in turn. */
function specificationsBelow(root: PDFDict): PDFDict[] {
  const found: PDFDict[] = [];
  const seen = new Set<PDFDict>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined && seen.size < MAX_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const names = entry(node, 'Names');
    const pairs = names instanceof PDFArray ? elements(names, limits.archiveEntries * 2) : [];
    found.push(...pairs.filter((each) => each instanceof PDFDict));
    pending.push(...dictionaries(entry(node, 'Kids'), MAX_NODES).reverse());
  }
  return found.slice(0, limits.archiveEntries);
}

function innerFile(specification: PDFDict): InnerFile[] {
  const streams = entry(specification, 'EF');
  const stream = entry(streams, 'UF') ?? entry(streams, 'F');
  if (!(stream instanceof PDFRawStream)) return [];
  const name = plainText(stringText(entry(specification, 'UF') ?? entry(specification, 'F')));
  const type = entry(stream.dict, 'Subtype');
  const declaredType = type instanceof PDFName ? stringText(type) : '';
  const packed = stream.contents;
  return [{ name, declaredType, size: packed.length, packed, take: () => unpack(stream) }];
}

/** No more than one file may hold is ever decoded. */
function unpack(stream: PDFRawStream): ReturnType<InnerFile['take']> {
  try {
    const bytes = decodePDFRawStream(stream).getBytes(limits.partBytes + 1);
    return bytes.length > limits.partBytes ? { unreadable: 'tooLarge' } : new Uint8Array(bytes);
  } catch {
    return { unreadable: 'corrupt' };
  }
}
