import type { Case } from '../worker/domain/case.ts';
import type { LetterKind } from '../worker/domain/case-event.ts';
import type { CivilDate } from '../worker/domain/deadline.ts';
import { heading, paragraph, type Block } from './block.ts';

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/**
 * A courtesy to whoever wrote in English, below the French text, which alone counts (CRPA L111-1): what came of the mail
 * and what to do next, no word of law.
 */
export function englishNote(kind: LetterKind, cases: readonly [Case, ...Case[]]): Block[] {
  const [current] = cases;
  if (current.submissions.at(-1)?.language !== 'en') return [];
  const known = cases.map(({ reference }) => reference).join(', ');
  return [
    heading('In English', 'en'),
    paragraph(
      'This note is a courtesy; the French text above is the only authoritative one. ' +
        `Your file is known under ${known}. ${next(kind, current)} ` +
        'To answer, simply reply to this message and keep its subject line.',
      'en',
    ),
  ];
}

function next(kind: LetterKind, current: Case): string {
  switch (kind) {
    case 'requestForInformation':
      return current.state === 'awaitingApplicant'
        ? `Some items required by French law were not found: they are listed above, and expected by ${inEnglish(current.request.limitOn)}.`
        : '';
    case 'severalDemands':
      return 'What is awaited for each of them, if anything, and until when, is listed above.';
    case 'complementRequirement':
      return 'We need further information to examine it; please see the questions above.';
    case 'rerouteNotice':
      return 'We have passed your message on to the body named above, which will answer you.';
    case 'acknowledgement':
      return 'We have received your message and an officer will examine it. This is not an import or export authorisation.';
    case 'receipt':
      return 'We have received your message and an officer will look at it.';
    default:
      return kind satisfies never;
  }
}

function inEnglish(date: CivilDate): string {
  return day.format(Date.parse(date));
}
