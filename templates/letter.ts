import type { Case } from '../worker/domain/case.ts';
import type { LetterKind } from '../worker/domain/case-event.ts';
import { acknowledgement } from './acknowledgement.ts';
import { complementRequirement } from './complement-requirement.ts';
import { rerouteNotice } from './reroute-notice.ts';
import { toHtml, toText, type Block } from './block.ts';
import { isPrivate } from './passages.ts';
import { receipt } from './receipt.ts';
import { requestForInformation } from './request-for-information.ts';
import { severalDemands } from './several-demands.ts';
import type { Answered, Service } from './service.ts';

/** A letter in words: the same content twice. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Template = (current: Case, service: Service, answered: Answered) => readonly Block[];

const templates = {
  acknowledgement,
  requestForInformation,
  receipt,
  complementRequirement,
  rerouteNotice,
} as const satisfies Record<Exclude<LetterKind, 'severalDemands'>, Template>;

/** Writes a letter in answer to a mail, for the case that it speaks for, or for all that it opened. */
export function writeLetter(
  kind: LetterKind,
  cases: readonly [Case, ...Case[]],
  service: Service,
  answered: Answered,
): Letter {
  const [current] = cases;
  const blocks =
    kind === 'severalDemands' ? severalDemands(cases, service, answered) : templates[kind](current, service, answered);
  const subject = subjectOf(current, answered);
  return { subject, text: toText(blocks), html: toHtml(blocks, subject) };
}

/** The applicant's own subject keeps mail programs' threads whole; the reference finds the case when they break. */
function subjectOf(current: Case, answered: Answered): string {
  // A private person's subject may name an illness or a treatment.
  const own = isPrivate(current) ? '' : answered.subject.replace(/\s+/g, ' ').trim();
  const bare = own
    .replaceAll(`[${current.reference}]`, '')
    .replace(/^((re|ré|rép|aw|sv)\s*:\s*)+/i, '')
    .trim();
  const shown = bare.length > 120 ? `${bare.slice(0, 119)}…` : bare;
  return `Re: ${shown === '' ? 'votre envoi' : shown} [${current.reference}]`;
}
