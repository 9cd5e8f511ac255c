import type { FieldName } from '../../worker/domain/fields.ts';
import type { PlainKind, Document, Reading } from '../../worker/domain/submission.ts';
import type { FieldReadings } from '../labelled/field-readings.ts';
import { labelledValues } from '../labelled/labelled-values.ts';
import type { PageContent, Segment } from '../page-content.ts';
import { boxPlace, withoutRepeats, type Where } from '../reading.ts';
import { documentBase, unreadableDocument, type Attachment } from './attachment.ts';
import { letterReadings, type LetterLine } from './letter.ts';
import { recognise } from './recognise.ts';
import { senderReadings } from './sender-block.ts';

/**
 * What the pages of a file say, whatever program read them: the named fields, printed values by their labels, and in a
 * letter its sentences.
 */
export function pageDocument(content: PageContent, named: FieldReadings, attachment: Attachment): Document {
  const { message, part, file } = attachment;
  const where = { message, part, file };
  const printed = labelledValues({ ...content, unmatched: named.unmatched }, where);
  const found = withoutRepeats([...named.readings, ...printed]);
  const hasFields = content.fields.length > 0;
  const { kind, by } = recognise({ fileName: attachment.file, text: content.text, readings: found, hasFields });
  const sentences = kind === 'requestLetter' ? sentencesOf(content.segments, where) : [];
  const readings = isReference(kind) ? [] : ofProcedure(kind, withFirst(found, sentences));
  if (content.scannedPages.length > 0 && kind !== 'importForm' && kind !== 'exportForm') {
    const pages = content.scannedPages.join(', ');
    const recognisedBy = `${by}\u00a0; sans texte\u00a0: page ${pages}`;
    return unreadableDocument(attachment, 'scanNotRead', 'PDF', { readings, recognisedBy });
  }
  return { ...documentBase(attachment), kind, recognisedBy: by, readings };
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
  return readings.map((each) => {
    const field = exporterFields.get(each.field);
    return field === undefined || fields.has(field) ? each : ({ ...each, field } as Reading);
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
