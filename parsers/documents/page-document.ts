import type { FieldName } from '../../worker/domain/fields.ts';
import type { PlainKind, Document, Reading } from '../../worker/domain/submission.ts';
import { fieldReadings, type FieldReadings } from '../labelled/field-readings.ts';
import { labelledValues } from '../labelled/labelled-values.ts';
import type { PageContent, Segment } from '../page-content.ts';
import { boxPlace, withoutRepeats, type Where } from '../reading.ts';
import { documentBase, unreadableDocument, type Attachment } from './attachment.ts';
import { letterReadings, type LetterLine } from './letter.ts';
import { pageGroups } from './page-groups.ts';
import { recognise } from './recognise.ts';
import { senderReadings } from './sender-block.ts';

/**
 * What the pages of a file say, whatever program read them, a document for each that was put in it: the named fields,
 * printed values by their labels, and in a letter its sentences. `named` are the readings of all its fields. Pages
 * without text are left to `scannedPages`.
 */
export function pageDocuments(content: PageContent, named: FieldReadings, attachment: Attachment): Document[] {
  const scanned = new Set(content.scannedPages);
  const hasText = new Set(content.segments.map((each) => each.page));
  const isRead = (page: number) => !scanned.has(page) || hasText.has(page);
  const groups = pageGroups(content).map((group) => group.filter(isRead));
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length <= 1 && scanned.size === 0) return [pageDocument(content, named, attachment)];
  return filled.map((group) => {
    const part = onPages(content, group, filled[0] === group);
    const document = pageDocument(part, fieldReadings(part.fields, whereOf(attachment)), attachment);
    return { ...document, ...pagesOf(group) };
  });
}

/** The pages of a file that are pictures, those that follow each other as one document: nobody has read them yet. */
export function scannedDocuments(pages: readonly number[], attachment: Attachment): Document[] {
  const runs: number[][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last?.at(-1) === page - 1) last.push(page);
    else runs.push([page]);
  }
  return runs.map((run) => {
    const recognisedBy = `sans texte\u00a0: page ${run.join(', ')}`;
    return { ...unreadableDocument(attachment, 'scanNotRead', 'PDF', { recognisedBy }), ...pagesOf(run) };
  });
}

function pagesOf(pages: readonly number[]) {
  return { pages: { first: pages[0] ?? 1, last: pages.at(-1) ?? 1 } };
}

/** What stands on some pages; fields that stand on none go with the first document. */
function onPages(content: PageContent, pages: readonly number[], isFirst: boolean): PageContent {
  const here = ({ page }: { readonly page: number }) => pages.includes(page);
  const texts = content.text.split('\f');
  return {
    ...content,
    fields: content.fields
      .filter(({ widgets }) => (widgets.length === 0 ? isFirst : widgets.some(here)))
      .map((each) => ({ ...each, widgets: each.widgets.filter(here) })),
    recognisedPages: content.recognisedPages?.filter((page) => pages.includes(page)) ?? [],
    segments: content.segments.filter(here),
    shapes: content.shapes.filter(here),
    text: pages.map((page) => texts[page - 1] ?? '').join('\f'),
  };
}

function pageDocument(content: PageContent, named: FieldReadings, attachment: Attachment): Document {
  const where = whereOf(attachment);
  const printed = labelledValues({ ...content, unmatched: named.unmatched }, where);
  const found = withoutRepeats([...named.readings, ...printed]);
  const hasFields = content.fields.length > 0;
  const { kind, by } = recognise({ fileName: attachment.file, text: content.text, readings: found, hasFields });
  const sentences = kind === 'requestLetter' ? sentencesOf(content.segments, where) : [];
  const readings = isReference(kind) ? [] : ofProcedure(kind, withFirst(found, sentences));
  if (!content.whole) {
    const recognisedBy = `${by}\u00a0; fichier abîmé, lu en partie`;
    return unreadableDocument(attachment, 'corrupt', 'PDF', { readings, recognisedBy });
  }
  const fromPicture = content.recognisedPages?.length ? { fromPicture: true as const } : {};
  return { ...documentBase(attachment), kind, recognisedBy: by, readings, ...fromPicture };
}

function whereOf({ message, part, file }: Attachment): Where {
  return { message, part, file };
}

/** What a letter says without labels: why, for what purpose, who signs, who writes. */
function sentencesOf(segments: readonly Segment[], where: Where): Reading[] {
  const lines = letterLines(segments);
  return [...letterReadings(lines, where), ...senderReadings(withGaps(lines), where)];
}

/** A blank line where a paragraph begins: an address block never runs over one. */
function withGaps(lines: readonly LetterLine[]): LetterLine[] {
  return lines.flatMap((line) => (line.isStart ? [{ ...line, text: '' }, line] : [line]));
}

/** Scientific parts of a dossier: « Composition : » in them describes, and answers no question of a form. */
function isReference(kind: PlainKind): boolean {
  return kind === 'pharmacologicalData' || kind === 'qualityData';
}

/** A labelled value counts before what the sentences say of the same field. */
function withFirst(labelled: readonly Reading[], sentences: readonly Reading[]): Reading[] {
  const known = new Set(labelled.map((each) => each.field));
  return [...labelled, ...sentences.filter((each) => !known.has(each.field))];
}

const exporterFields = new Map<FieldName, FieldName>([
  ['importerName', 'exporterName'],
  ['importerAddress', 'exporterAddress'],
]);

/** On a declaration, « demandeur » and « établissement » are the exporter. */
function ofProcedure(kind: PlainKind, readings: readonly Reading[]): Reading[] {
  const fields = new Set(readings.map((each) => each.field));
  const isExport = kind === 'exportForm' || (fields.has('destinationCountries') && !fields.has('provenanceCountry'));
  if (!isExport) return [...readings];
  return readings.flatMap((each) => {
    const field = exporterFields.get(each.field);
    if (field === undefined) return [each];
    // A declaration asks for no importer: the word beside a known exporter is another line of the same person.
    return fields.has(field) ? [] : [{ ...each, field } as Reading];
  });
}

/** The lines of the pages; a paragraph begins where the gap above is wider than between its lines. */
function letterLines(segments: readonly Segment[]): LetterLine[] {
  const lines: (LetterLine & { readonly last: Segment })[] = [];
  for (const segment of segments) {
    const open = lines.at(-1);
    const { page, x, y, width, height, text } = segment;
    if (open?.last.page === page && Math.abs(open.last.y - y) <= height * 0.35) {
      lines[lines.length - 1] = { ...open, text: `${open.text} ${text}`, last: segment };
      continue;
    }
    const gap = open?.last.page === page ? open.last.y - y : Infinity;
    lines.push({ text, place: boxPlace(page, { x, y, width, height }), isStart: gap > height * 1.7, last: segment });
  }
  return lines;
}
