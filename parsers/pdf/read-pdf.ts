import { readForm, type FormContent } from './acroform.ts';
import { upright } from './frame.ts';
import { isLegible } from './legible.ts';
import { notesOn } from './notes.ts';
import type { Page } from './pages.ts';
import { isFilled, type PageContent, type FormField, type Segment, type UnreadablePdf } from '../page-content.ts';
import { readTextLayer, type TextLayer, type TextPage } from './text-layer.ts';

/** What a reader of PDFs wants to know; without them the text is always read, and shapes never. */
export interface Questions {
  /** Whether the fields of a form tell all: it takes milliseconds, the text of its pages a tenth of a second. */
  readonly isEnough?: (fields: readonly FormField[]) => boolean;
  /** Whether a page with this text may have boxes to tick that are drawn as lines. */
  readonly needsShapes?: (segments: readonly Segment[]) => boolean;
}

/**
 * Reads a PDF: its form fields, and the text of its pages where they do not tell enough. What cannot be read is told
 * by its reason. Never rejects.
 */
export async function readPdf(bytes: Uint8Array, questions: Questions = {}): Promise<PageContent | UnreadablePdf> {
  if (bytes.length === 0) return { unreadable: 'empty' };
  const form = await readForm(bytes);
  if (form?.elsewhere === true) return { unreadable: 'formatNotRead' };
  if (form !== undefined && isScan(form)) return { unreadable: 'scanNotRead' };
  const isEnough = form !== undefined && questions.isEnough?.(form.fields) === true;
  if (isEnough && form.pages.every((page) => notesOn(page).length === 0)) return fieldsOnly(form);
  const needsShapes = questions.needsShapes ?? (() => false);
  const layer = await readTextLayer(bytes, { withFields: form === undefined, needsShapes });
  if (typeof layer !== 'string') return content(form, layer);
  return form?.fields.some(isFilled) === true ? fieldsOnly(form) : { unreadable: layer };
}

/** Pictures and nothing else: no font on any page, no field, no note. */
function isScan({ fields, pages }: FormContent): boolean {
  const isPicture = (page: Page) => page.hasImage && !page.hasFont && page.annotations.length === 0;
  return fields.length === 0 && pages.length > 0 && pages.every(isPicture);
}

function fieldsOnly({ pages, fields }: FormContent): PageContent {
  return { pages: pages.length, fields, segments: [], shapes: [], text: '', scannedPages: [] };
}

function content(form: FormContent | undefined, layer: TextLayer): PageContent | UnreadablePdf {
  const pages = layer.pages.map((page) => withNotes(page, form));
  const fields = uprightFields(form?.fields ?? layer.fields, pages);
  const filled = new Set(fields.filter(isFilled).flatMap((each) => each.widgets.map(({ page }) => page)));
  const mute = pages.filter((page) => !isLegible(page.segments) && !filled.has(page.number));
  if (mute.length === pages.length && !fields.some(isFilled)) return { unreadable: 'scanNotRead' };
  const isBlank = ({ number, failed }: TextPage) => !failed && form?.pages[number - 1]?.hasImage === false;
  return {
    pages: layer.pageCount,
    fields,
    segments: pages.flatMap((page) => page.segments),
    shapes: pages.flatMap(({ number, shapes }) => shapes.map((each) => ({ ...each, page: number }))),
    text: pages.map(textOf).join('\f'),
    scannedPages: mute.filter((page) => !isBlank(page)).map((page) => page.number),
  };
}

function withNotes(page: TextPage, form: FormContent | undefined): TextPage {
  const source = form?.pages[page.number - 1];
  if (source === undefined) return page;
  const notes = notesOn(source).map((each) => ({ ...each, ...upright(each, page.frame) }));
  return { ...page, segments: [...page.segments, ...notes] };
}

/** The fields with their boxes turned as the text of their pages is. */
function uprightFields(fields: readonly FormField[], pages: readonly TextPage[]): FormField[] {
  const frames = new Map(pages.map((page) => [page.number, page.frame]));
  return fields.map((field) => ({
    ...field,
    widgets: field.widgets.map((each) => {
      const frame = frames.get(each.page);
      return frame === undefined ? each : { ...each, box: upright(each.box, frame) };
    }),
  }));
}

/** The lines of a page: segments of one baseline stand on one line, two spaces apart. */
function textOf(page: TextPage): string {
  return page.segments.reduce((text, segment, index) => {
    const before = page.segments[index - 1];
    if (before === undefined) return segment.text;
    const sameLine = Math.abs(before.y - segment.y) <= segment.height * 0.35;
    return text + (sameLine ? '  ' : '\n') + segment.text;
  }, '');
}
