import type { DocumentNote, Place, UnreadableReason } from '../../worker/domain/submission.ts';
import { isFilled, type PageContent } from '../page-content.ts';
import type { FoundText } from './flow.ts';
import { layOut, type Laid } from './layout.ts';
import { openPackage } from './package.ts';
import { readDocx } from './read-docx.ts';
import { readOdt } from './read-odt.ts';
import { textCells, type TextCells } from './text-cells.ts';
import { Unreadable } from './unreadable.ts';

/** A text read: its content laid out on pages, what staff should know of it, and its lines by their places. */
export interface OfficeText {
  readonly content: PageContent;
  readonly notes: readonly DocumentNote[];
  /** A place on its pages as one in the text, which has no such pages: the line that a box begins with, from 1. */
  readonly placeOf: (place: Place) => Place;
  /** The cells of its tables, if it has any. */
  readonly cells: TextCells | undefined;
}

/** Reads a Word text (.docx, .docm) or an OpenDocument one (.odt). Never throws: what cannot be read says why. */
export function readOfficeText(bytes: Uint8Array): OfficeText | { readonly unreadable: UnreadableReason } {
  if (bytes.length === 0) return { unreadable: 'empty' };
  try {
    const archive = openPackage(bytes);
    const isWord = archive.names.some((each) => each.startsWith('word/'));
    return textOf(isWord ? readDocx(archive) : readOdt(archive));
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.reason };
    throw error;
  }
}

function textOf({ blocks, notes, hasPictures }: FoundText): ReturnType<typeof readOfficeText> {
  const laid = layOut(blocks);
  const { pages, fields, segments, text, scannedPages } = laid;
  if (!/[\p{L}\p{N}]/u.test(text) && !fields.some(isFilled)) {
    if (laid.isCut) return { unreadable: 'tooLarge' };
    return { unreadable: hasPictures ? 'scanNotRead' : 'empty' };
  }
  return {
    content: { pages, fields, segments, shapes: [], text, scannedPages, whole: true },
    notes: laid.isCut && !notes.includes('cutShort') ? [...notes, 'cutShort'] : notes,
    cells: textCells(blocks),
    placeOf: (place) => {
      if (place.kind === 'field') return { ...place, page: undefined };
      return place.kind === 'box' ? { kind: 'line', line: lineAt(place, laid) } : place;
    },
  };
}

/** A box reaches from under its last baseline to above its first, less than a line higher. */
function lineAt({ page, y, height }: Extract<Place, { kind: 'box' }>, { lines }: Laid): number {
  const here = lines.filter((each) => each.page === page && each.y <= y + height + 0.1);
  return here.reduce((highest, each) => (each.y > highest.y ? each : highest), { number: 1, y: -Infinity }).number;
}
