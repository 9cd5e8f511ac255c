import { parseValue } from '../parsers/french.ts';
import { draftLetter } from './answer.ts';
import { crashPoint } from './crash-point.ts';
import type { Desk } from './desk.ts';
import type { Assessment } from './domain/assessment.ts';
import { obstacle } from './domain/case-acts.ts';
import { caseFile, type Established } from './domain/case-file.ts';
import type { LetterKind, Outcome, StaffEvent } from './domain/case-event.ts';
import type { Case } from './domain/case.ts';
import { addDays, parisDate, type CivilDate } from './domain/deadline.ts';
import type { FieldName } from './domain/fields.ts';
import type { Sha256 } from './domain/message.ts';
import type { CaseReference } from './domain/reference.ts';
import type { Reading, Submission } from './domain/submission.ts';
import { transition } from './domain/transition.ts';
import { procedureOf } from './match.ts';
import { assess } from './rules/assess.ts';

/** Who acts, and why: both are kept with what was done. */
export interface Actor {
  readonly by: string;
  readonly why: string;
}

/** The act cannot be done; the message says why, in French, for whoever tried. Nothing was written. */
export class ActRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ActRefused';
  }
}

/**
 * What people of the agency do to cases. Each act is one transaction: event, case and, where one is due, letter. All
 * throw `ActRefused` when the case is unknown or its state forbids the act.
 */
export function actsOf(desk: Desk) {
  return {
    /** Ends a case: decided elsewhere and notified by a person, withdrawn, filed, or handed to another authority. */
    decide: (reference: CaseReference, actor: Actor, outcome: Outcome) =>
      perform(desk, reference, () => ({ ...stamp(desk, actor), kind: 'decided', on: today(desk), outcome })),

    reopen: (reference: CaseReference, actor: Actor) =>
      perform(desk, reference, () => ({ ...stamp(desk, actor), kind: 'reopened' })),

    /** Requires complementary information of a complete file; the letter says what the person wrote. */
    require: (reference: CaseReference, actor: Actor, question: string) =>
      perform(desk, reference, () => ({
        ...stamp(desk, actor),
        kind: 'complementRequired',
        on: today(desk),
        question,
      })),

    /** Says that a missing item is held, since a day. */
    satisfy: (reference: CaseReference, actor: Actor, rule: string, on: CivilDate = today(desk)) =>
      perform(desk, reference, (current) => {
        const satisfied = [...current.satisfied, { rule }];
        const assessment = assessed(current, desk, current.submissions, { ...current, satisfied });
        return { ...stamp(desk, actor), kind: 'itemSatisfied', rule, on, assessment };
      }),

    /** Puts a value in the place of those read; they stay in the documents. */
    correct: (reference: CaseReference, actor: Actor, field: FieldName, raw: string) =>
      perform(desk, reference, (current) => {
        const correction = establishedBy(actor, current, field, raw);
        const others = current.corrections.filter((each) => each.field !== field);
        const assessment = assessed(current, desk, current.submissions, {
          ...current,
          corrections: [...others, correction],
        });
        return { ...stamp(desk, actor), kind: 'valueCorrected', correction, assessment };
      }),

    /** Takes what a mail says as it is read today. */
    reread: (reference: CaseReference, actor: Actor, submission: Submission) =>
      perform(desk, reference, (current) => {
        const isSame = (each: Submission) => each.message === submission.message;
        const submissions = current.submissions.map((each) => (isSame(each) ? submission : each));
        const assessment = assessed(current, desk, submissions, current);
        return { ...stamp(desk, actor), kind: 'reread', submission, assessment };
      }),

    /** Notes that a mail was put aside; a mere exchange of letters is over with it, a request is for a person to decide. */
    setAside: (reference: CaseReference, actor: Actor, message: Sha256) =>
      perform(desk, reference, (current) =>
        current.procedure === 'correspondence'
          ? { ...stamp(desk, actor), kind: 'decided', on: today(desk), outcome: { kind: 'filed' } }
          : { ...stamp(desk, actor), kind: 'setAside', message },
      ),

    /** Joins the mails of `from` to a case, and ends `from`. */
    merge: (reference: CaseReference, actor: Actor, from: CaseReference) =>
      desk.register.transaction(() => {
        const source = found(desk, from);
        const merged = perform(desk, reference, (current) => {
          const submissions = inOrder([...current.submissions, ...source.submissions], [current, source]);
          const { messages } = source;
          const assessment = assessed(current, desk, submissions, current);
          return {
            ...stamp(desk, actor),
            kind: 'absorbed',
            from,
            submissions: source.submissions,
            messages,
            assessment,
          };
        });
        const outcome = { kind: 'mergedInto', reference } as const;
        perform(desk, from, () => ({ ...stamp(desk, actor), kind: 'decided', on: today(desk), outcome }));
        return merged;
      }),

    /** Takes a mail out of a case into a new one of its own, whose clock counts from that mail. */
    split: (reference: CaseReference, actor: Actor, message: Sha256) =>
      desk.register.transaction(() => {
        const source = found(desk, reference);
        const submission = source.submissions.find((each) => each.message === message);
        const placed = source.messages.find((each) => each.message === message);
        if (submission === undefined || placed === undefined)
          throw new ActRefused('ce message n’est pas de ce dossier');
        const procedure = procedureOf(submission);
        const year = parisDate(placed.receivedAt).slice(0, 4);
        const to = desk.register.cases.nextReference(procedure, year);
        perform(desk, reference, (current) => {
          const left = current.submissions.filter((each) => each.message !== message);
          const assessment = assessed(current, desk, left, current);
          return { ...stamp(desk, actor), kind: 'detached', message, to, assessment };
        });
        const { mailbox, receivedAt } = placed;
        const context = { mailbox, procedure, receivedOn: parisDate(receivedAt), settings: desk.settings.rules };
        const born = {
          kind: 'submissionReceived',
          at: desk.now(),
          reference: to,
          procedure,
          mailbox,
          receivedAt,
          submission,
          applicant: source.applicant,
          assessment: assess(caseFile([submission]), context),
          limitOn: today(desk),
          // The mail was answered when it came; a person now sees to what its own case needs.
          silence: `message séparé du dossier ${reference}`,
          related: [reference],
        } as const;
        const { next } = transition(undefined, born);
        desk.register.cases.append(to, born);
        desk.register.cases.save(next);
        return to;
      }),

    /** Takes a mail out of a case and puts it into the one that it belongs to. */
    relink: (reference: CaseReference, actor: Actor, message: Sha256, to: CaseReference) =>
      desk.register.transaction(() => {
        const source = found(desk, reference);
        const submissions = source.submissions.filter((each) => each.message === message);
        const messages = source.messages.filter((each) => each.message === message);
        if (to === reference) throw new ActRefused('le message est déjà dans ce dossier');
        perform(desk, reference, (current) => {
          const left = current.submissions.filter((each) => each.message !== message);
          const assessment = assessed(current, desk, left, current);
          return { ...stamp(desk, actor), kind: 'detached', message, to, assessment };
        });
        return perform(desk, to, (current) => {
          const all = inOrder([...current.submissions, ...submissions], [current, source]);
          const assessment = assessed(current, desk, all, current);
          return { ...stamp(desk, actor), kind: 'absorbed', from: reference, submissions, messages, assessment };
        });
      }),

    /** Lifts what holds a case back, once its sender is known; it is answered if it was not. */
    clear: (reference: CaseReference, actor: Actor) =>
      perform(desk, reference, () => ({
        ...stamp(desk, actor),
        kind: 'cleared',
        limitOn: addDays(today(desk), desk.settings.daysToAnswer),
      })),

    /** Says that another authority received the request first, and handed it on (CRPA L114-2, L114-3). */
    transferred: (reference: CaseReference, actor: Actor, from: string, on: CivilDate) =>
      perform(desk, reference, () => ({ ...stamp(desk, actor), kind: 'transferred', from, on })),

    relate: (reference: CaseReference, actor: Actor, to: CaseReference) =>
      perform(desk, reference, () => ({ ...stamp(desk, actor), kind: 'related', to: found(desk, to).reference })),
  };
}

/** One act on one case: checked, written, and answered where an answer is due. */
function perform(desk: Desk, reference: CaseReference, make: (current: Case) => StaffEvent): Case {
  const { register } = desk;
  return register.transaction(() => {
    const current = found(desk, reference);
    const event = make(current);
    const reason = obstacle(current, event);
    if (reason !== undefined) throw new ActRefused(`${reference} : ${reason}`);
    const { next, letter } = transition(current, event);
    register.cases.append(reference, event);
    register.cases.save(next);
    const done = letter === undefined ? next : write(letter, next, desk);
    crashPoint('act written, not committed');
    return done;
  });
}

/** The letter answers the last mail of the case: it stays in the applicant's thread. */
function write(kind: LetterKind, current: Case, desk: Desk): Case {
  const at = desk.now();
  const submission = current.submissions.at(-1);
  const placed = current.messages.find((each) => each.message === submission?.message);
  if (submission === undefined || placed === undefined)
    throw new ActRefused('le dossier n’a aucun message à qui répondre');
  const queued = draftLetter(kind, [current], submission, placed.receivedAt, desk, at);
  desk.register.outbox.queue(queued, at);
  const event = { kind: 'letterQueued', at, messageId: queued.draft.messageId, letter: kind } as const;
  const { next } = transition(current, event);
  desk.register.cases.append(current.reference, event);
  desk.register.cases.save(next);
  return next;
}

function assessed(
  current: Case,
  { settings }: Desk,
  submissions: readonly Submission[],
  established: Established,
): Assessment {
  const { mailbox, procedure, receivedOn } = current;
  return assess(caseFile(submissions, established), { mailbox, procedure, receivedOn, settings: settings.rules });
}

/** What a person wrote, understood as what an applicant writes is. */
function establishedBy({ by }: Actor, current: Case, field: FieldName, raw: string): Reading {
  const message = current.submissions[0]?.message ?? ('' as Sha256);
  const source = { message, part: '', file: '', place: { kind: 'agent', by } } as const;
  const value = parseValue(field, raw);
  if (value === undefined) throw new ActRefused(`« ${raw} » n’est pas compris comme valeur de ce champ`);
  return { field, raw, source, state: 'parsed', value } as Reading;
}

function inOrder(submissions: readonly Submission[], cases: readonly Case[]): Submission[] {
  const messages = cases.flatMap((each) => each.messages);
  const at = (each: Submission) => messages.find(({ message }) => message === each.message)?.receivedAt ?? '';
  return [...submissions].sort((a, b) => at(a).localeCompare(at(b)));
}

function found({ register }: Desk, reference: CaseReference): Case {
  const current = register.cases.find(reference);
  if (current === undefined) throw new ActRefused(`aucun dossier ${reference}`);
  return current;
}

function stamp({ now }: Desk, { by, why }: Actor) {
  return { at: now(), by, why };
}

function today({ now }: Desk): CivilDate {
  return parisDate(now());
}
