import type { UnreadableReason } from '../worker/domain/submission.ts';
import { limits } from './limits.ts';

/** A rectangle in PDF points from the lower left corner of the page as it is read upright. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A stretch of words on one baseline (`y`), cut where the gap is wider than a space; pages count from 1. */
export interface Segment extends Box {
  readonly page: number;
  readonly text: string;
  /** A name for the font of its first letters, the same all over the document; it tells bold from plain. */
  readonly font: string;
}

/** One place where a field shows on a page; a box to tick has its export value, and whether it is ticked. */
export interface FieldWidget {
  readonly page: number;
  readonly box: Box;
  readonly choice: string | undefined;
  readonly ticked: boolean;
}

/**
 * A field of a fillable form (ISO 32000-1 §12.7). `value` is the text as written; for boxes to tick the export value
 * of the ticked one, or `Off`. `label` is the tooltip (/TU), empty when there is none.
 */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'checkbox' | 'radio' | 'choice';
  readonly value: string;
  readonly widgets: readonly FieldWidget[];
}

/** What a PDF holds. `segments` and `text` are empty when the fields alone told enough. */
export interface PageContent {
  readonly pages: number;
  readonly fields: readonly FormField[];
  readonly segments: readonly Segment[];
  /** Small shapes drawn on the pages, where they were asked for: boxes to tick, and ticks. */
  readonly shapes: readonly (Box & { readonly page: number })[];
  /** The lines of all pages read downwards, a form feed between pages. */
  readonly text: string;
  /** Pages that are a picture without any text, or that could not be read: a scan among read pages. */
  readonly scannedPages: readonly number[];
  /** Pages whose text a scanner recognised and laid behind their picture; absent where there cannot be any. */
  readonly recognisedPages?: readonly number[];
  /** Nothing of the file is missing; a damaged one may have said more than it says now. */
  readonly whole: boolean;
}

/** Why a PDF could not be read. */
export interface UnreadablePdf {
  readonly unreadable: UnreadableReason;
}

/** Whether the field was given a value by whoever filled the form. */
export function isFilled(field: FormField): boolean {
  const off = field.kind === 'checkbox' || field.kind === 'radio' ? 'Off' : '';
  return field.value !== off && field.value.trim() !== '';
}

/** Text of a PDF made safe to compare: one kind of line end, no control signs, capped. */
export function plainText(text: string): string {
  return text
    .slice(0, limits.fieldCharacters)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .normalize('NFC');
}
