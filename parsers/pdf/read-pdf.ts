import { isFilled, type FormField, type PageContent, type Segment, type UnreadablePdf } from '../page-content.ts';
import { fieldsOf } from './acroform.ts';
import { holdsFiles, isPortfolio } from './embedded-files.ts';
import { upright } from './frame.ts';
import { isLegible } from './legible.ts';
import { notesOn } from './notes.ts';
import { openPdf, type OpenedPdf } from './open-pdf.ts';
import { entry, isPicture, pagesOf, treeFault, type Page } from './pages.ts';
import { hasHiddenText, isBloated, isUndamaged } from './page-streams.ts';
import { readTextLayer, type TextLayer, type TextPage } from './text-layer.ts';
import { readXfa, withXfa } from './xfa.ts';

/** What a reader of PDFs wants to know; without them the text is always read, and shapes never. */
export interface Questions {
  /** Whether the fields of a form tell all: it takes milliseconds, the text of its pages a tenth of a second. */
  readonly isEnough?: (fields: readonly FormField[]) => boolean;
  /** Whether a page with this text may have boxes to tick that are drawn as lines. */
  readonly needsShapes?: (segments: readonly Segment[]) => boolean;
}

/** What the objects of a PDF say, before its pages are drawn. */
interface Form {
  readonly pages: readonly Page[];
  readonly fields: readonly FormField[];
  /** What a dynamic XFA form prints: its pages only ask to wait for a program that shows it. */
  readonly dynamic: string | undefined;
  readonly whole: boolean;
}

/**
 * Reads a PDF: its form fields, and the text of its pages where they do not tell enough. What cannot be read is told
 * by its reason. Never rejects.
 */
export async function readPdf(bytes: Uint8Array, questions: Questions = {}): Promise<PageContent | UnreadablePdf> {
  if (bytes.length === 0) return { unreadable: 'empty' };
  const opened = await openPdf(bytes);
  if (opened === 'encrypted' || opened === 'tooLarge') return { unreadable: opened };
  const fault = opened === 'corrupt' ? undefined : treeFault(opened.document);
  if (fault !== undefined) return { unreadable: fault };
  const form = opened === 'corrupt' ? undefined : formOf(opened);
  if (form === 'elsewhere') return { unreadable: 'formatNotRead' };
  if (form !== undefined && isScan(form)) return { unreadable: 'scanNotRead' };
  if (
    form !== undefined &&
    (form.dynamic !== undefined || (tellAll(form) && questions.isEnough?.(form.fields) === true))
  ) {
    return fieldsOnly(form);
  }
  if (opened !== 'corrupt' && isBloated(opened.document)) return { unreadable: 'tooLarge' };
  const layer = await layerOf(bytes, opened, questions);
  if (typeof layer !== 'string') return content(form, layer);
  return form?.fields.some(isFilled) === true ? fieldsOnly({ ...form, whole: false }) : { unreadable: layer };
}

/** The content is elsewhere than on the pages in a portfolio whose files cannot be found, and in an XFA form without fields. */
function formOf({ document, whole }: OpenedPdf): Form | 'elsewhere' | undefined {
  try {
    const pages = pagesOf(document);
    const own = fieldsOf(document, pages);
    const hasXfa = entry(entry(document.catalog, 'AcroForm'), 'XFA') !== undefined;
    const xfa = hasXfa ? readXfa(document) : undefined;
    const isElsewhere = hasXfa && own.length === 0 && xfa === undefined;
    if (isElsewhere || (isPortfolio(document) && !holdsFiles(document))) return 'elsewhere';
    const fields = xfa === undefined ? own : withXfa(own, xfa.fields);
    return { pages, fields, dynamic: own.length === 0 ? xfa?.text : undefined, whole: whole && pages.length > 0 };
  } catch {
    return undefined;
  }
}
/** pdf.js gives up on a file without its end; written anew from what is left of it, it has one. */
async function layerOf(bytes: Uint8Array, opened: OpenedPdf | 'corrupt', questions: Questions) {
  const needsShapes = questions.needsShapes ?? (() => false);
  const layer = await readTextLayer(bytes, needsShapes);
  if (layer !== 'corrupt' || opened === 'corrupt') return layer;
  const anew = { useObjectStreams: false, updateFieldAppearances: false, addDefaultPage: false };
  const mended = await opened.document.save(anew).catch(() => undefined);
  return mended === undefined ? layer : readTextLayer(mended, needsShapes);
}

/** Pictures and nothing else: no font on any page, no field, no note. */
function isScan({ fields, pages }: Form): boolean {
  return fields.length === 0 && pages.length > 0 && pages.every(isPicture);
}

/** Nothing but fields, pictures and blanks on any page: a letter before a form, a note on it are text. */
function tellAll({ pages }: Form): boolean {
  return pages.every((page) => (page.hasWidget || !page.hasFont) && notesOn(page).length === 0);
}

function fieldsOnly({ pages, fields, dynamic = '', whole }: Form): PageContent {
  const scannedPages = pages.filter(isPicture).map((page) => page.number);
  return { pages: pages.length, fields, segments: [], shapes: [], text: dynamic, scannedPages, whole };
}

function content(form: Form | undefined, layer: TextLayer): PageContent | UnreadablePdf {
  const pages = layer.pages.map((page) => withNotes(page, form));
  const fields = uprightFields(form?.fields ?? [], pages);
  const filled = new Set(fields.filter(isFilled).flatMap((each) => each.widgets.map(({ page }) => page)));
  const mute = pages.filter((page) => !isLegible(page.segments) && !filled.has(page.number));
  const whole = form?.whole === true && form.pages.every(isUndamaged);
  if (mute.length === pages.length && !fields.some(isFilled)) return { unreadable: whole ? 'scanNotRead' : 'corrupt' };
  const isBlank = ({ number, failed }: TextPage) => !failed && form?.pages[number - 1]?.hasImage === false;
  return {
    pages: layer.pageCount,
    fields,
    segments: pages.flatMap((page) => page.segments),
    shapes: pages.flatMap(({ number, shapes }) => shapes.map((each) => ({ ...each, page: number }))),
    text: pages.map(textOf).join('\f'),
    scannedPages: mute.filter((page) => !isBlank(page)).map((page) => page.number),
    recognisedPages: (form?.pages ?? []).filter(hasHiddenText).map((page) => page.number),
    whole,
  };
}

function withNotes(page: TextPage, form: Form | undefined): TextPage {
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
