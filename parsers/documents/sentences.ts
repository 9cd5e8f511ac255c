import { askingCues, notAskingCues, notRequestCues, politeQuestion } from '../../data/reference/mail-cues.ts';
import { fold } from '../../worker/domain/fold.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import type { Reading } from '../../worker/domain/submission.ts';
import { parseValue } from '../french.ts';
import { limits } from '../limits.ts';
import { reading, type Where } from '../reading.ts';
import { sentencesOf, type Sentence } from './prose.ts';
import { productIn } from './prose-product.ts';
import { quantityIn } from './prose-quantity.ts';
import { destinationsIn, formIn, givesReason, originIn, provenanceIn, purposeIn, type Found } from './prose-values.ts';
import type { PlacedLine } from './sender-block.ts';

/** Letters of a sentence that are kept as they are written. */
const LONGEST = 500;

type Asked = keyof typeof askingCues;

/** A value in a sentence; `sure` where the sentence itself asks for the import, or declares the export. */
interface Candidate extends Found {
  readonly sentence: Sentence;
  readonly sure: boolean;
}

/**
 * What the running prose of a mail says of a request: quantity, medicine, countries, purpose. Nothing from a mail that
 * asks for nothing (a question, a reminder, a complaint). A value outside of the sentence that asks, or one of several,
 * may be about something else: it is kept `unparsed`, so that nobody calls it missing.
 */
export function sentenceReadings(lines: readonly PlacedLine[], where: Where): Reading[] {
  const sentences = sentencesOf(lines);
  const asked = askedIn(sentences);
  if (asked === undefined) return [];
  const told = sentences
    .filter((each) => !isAside(each))
    .map((sentence) => ({ sentence, isItem: sentence.under !== undefined && asksIn(fold(sentence.under), asked) }))
    .map((each) => ({ ...each, sure: each.isItem || asksIn(each.sentence.folded, asked) }));
  const first = [...told.filter((each) => each.sure), ...told.filter((each) => !each.sure)].slice(
    0,
    limits.sentencesRead,
  );
  const candidates = first.flatMap(({ sentence, isItem, sure }) =>
    valuesIn(sentence.text, asked, isItem).map((each): Candidate => ({
      ...each,
      sentence,
      sure: sure || each.plain === true,
    })),
  );
  const fields = [...new Set(candidates.map(({ field }) => field))];
  const values = fields.flatMap((field) =>
    settled(
      field,
      candidates.filter((each) => each.field === field),
      where,
    ),
  );
  return asked === 'importRequest'
    ? [
        ...values,
        ...justificationIn(
          first.map(({ sentence }) => sentence),
          sentences,
          where,
        ),
      ]
    : values;
}

/** What the mail asks for; nothing when it asks after something, or asks both. */
function askedIn(sentences: readonly Sentence[]): Asked | undefined {
  const whole = ` ${sentences.map((each) => each.folded).join(' ')} `;
  if (notRequestCues.some((cue) => whole.includes(` ${cue} `))) return undefined;
  const found = (['importRequest', 'exportDeclaration'] as const).filter((kind) =>
    sentences.some((each) => asks(each, kind)),
  );
  return found.length === 1 ? found[0] : undefined;
}

function asks(sentence: Sentence, kind: Asked): boolean {
  return !isAside(sentence) && asksIn(sentence.folded, kind);
}

function asksIn(folded: string, kind: Asked): boolean {
  return askingCues[kind].some((cue) => cue.test(folded));
}

/** A question, something done or refused, an answered subject: nothing in it is asked for. */
function isAside({ folded, isQuestion, place }: Sentence): boolean {
  const isAnswer = place.kind === 'subject' && /^(?:re|tr|fw|fwd|aw) /.test(folded);
  if (isQuestion && !politeQuestion.test(folded)) return true;
  return isAnswer || notAskingCues.some((cue) => cue.test(folded));
}

function valuesIn(text: string, asked: Asked, isItem: boolean): readonly Found[] {
  const quantities = quantityIn(text);
  const common = [...productIn(text, isItem, quantities), ...formIn(text)];
  if (asked === 'exportDeclaration') return [...common, ...destinationsIn(text)];
  const wanted = [provenanceIn, originIn, purposeIn];
  return [...common, ...quantities, ...wanted.flatMap((read) => read(text))];
}

/** One value, read where every sure mention of it agrees. */
function settled(field: FieldName, candidates: readonly Candidate[], where: Where): Reading[] {
  const sure = candidates.filter((each) => each.sure);
  const [first] = sure.length > 0 ? sure : candidates;
  if (first === undefined) return [];
  const source = { ...where, place: first.sentence.place };
  const values = sure.map(({ raw }) => JSON.stringify(parseValue(field, raw)));
  const isOne = sure.length > 0 && new Set(values).size === 1 && sure.every((each) => each.doubtful !== true);
  if (isOne) return [reading(field, first.raw, source)].filter((each) => each !== undefined);
  const raw = (candidates.length === 1 ? first.raw : first.sentence.text).slice(0, LONGEST);
  return [{ field, raw, source, state: 'unparsed' }] as Reading[];
}

/**
 * The sentence that gives the reason. It is all of the reason for sure when it alone does, and its paragraph holds nothing
 * more but what asks; otherwise the paragraph is kept as written.
 */
function justificationIn(told: readonly Sentence[], all: readonly Sentence[], where: Where): Reading[] {
  const reasons = told.filter(({ text }) => givesReason(text));
  const written = reasons.filter(({ place }) => place.kind !== 'subject');
  const [first] = written.length > 0 ? written : reasons;
  if (first === undefined) return [];
  const { whole, paragraph, place } = first;
  const beside = all.filter((each) => each.paragraph === paragraph && each.whole !== whole);
  const isAll =
    written.every((each) => each.whole === whole) &&
    beside.every(({ folded }) => asksIn(folded, 'importRequest')) &&
    /[.!?]$/.test(whole);
  const source = { ...where, place };
  if (isAll) return [reading('justification', whole, source)].filter((each) => each !== undefined);
  return [{ field: 'justification', raw: paragraph.slice(0, LONGEST), source, state: 'unparsed' }];
}
