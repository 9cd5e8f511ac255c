import type { Source, UnreadableReason } from './submission.ts';

/**
 * What a finding may lead to. `legal`: an item the law requires, asked for with effect on the clock (CRPA L114-5).
 * `agency`: asked for politely, no effect. `technical`: a file to send again. `inconsistency`: a question to the
 * applicant. `notice`: told, nothing asked. `staff`: only for the agency's people.
 */
export type Severity = 'legal' | 'agency' | 'technical' | 'inconsistency' | 'notice' | 'staff';

/** `raised` is the outcome of a notice or staff rule whose cue was found. */
export type Outcome = 'satisfied' | 'missing' | 'contradictory' | 'raised' | 'notApplicable' | 'cannotTell';

/** One rule's word on one case: letter, register, console and JSON are renderings of it. */
export interface Verdict {
  readonly rule: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Article of law or document of the agency, as letters quote it. */
  readonly basis: string;
  /** The French sentence, placeholders filled; what is asked, or what is noted. Empty where there is nothing to say. */
  readonly sentence: string;
  /** How the applicant cures it, in French; empty where nothing is asked. */
  readonly cure: string;
  /** Where the values that decided were read. */
  readonly evidence: readonly Source[];
}

/** A document that could not be read, and therefore may hold what seems absent. */
export interface Unread {
  readonly file: string;
  readonly reason: UnreadableReason;
  readonly format: string;
}

/** Every rule's verdict on one case at one instant. */
export interface Assessment {
  readonly verdicts: readonly Verdict[];
  readonly unread: readonly Unread[];
}

/** Findings to act on, of one severity. */
export function findings(assessment: Assessment, severity: Severity): readonly Verdict[] {
  return assessment.verdicts.filter(
    (each) => each.severity === severity && ['missing', 'contradictory', 'raised'].includes(each.outcome),
  );
}

/** Legal items that nobody can say are there or not: a person must look before anything is asked. */
export function undecided(assessment: Assessment): readonly Verdict[] {
  return assessment.verdicts.filter((each) => each.severity === 'legal' && each.outcome === 'cannotTell');
}
