import type { Outcome, Severity } from '../domain/assessment.ts';
import type { CaseFile } from '../domain/case-file.ts';
import type { CivilDate } from '../domain/deadline.ts';
import type { FieldName } from '../domain/fields.ts';
import type { Mailbox } from '../domain/message.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Source } from '../domain/submission.ts';
import { isGiven, placesOf } from './evidence.ts';

/** One question asked of a file: its source of law, its words, and how it is answered. */
export interface Rule {
  /** Stable for ever: case histories and letters quote it. */
  readonly code: string;
  readonly severity: Severity;
  /** Article of law or document of the agency, as letters quote it: `CSP, art. R5121-111, 2°`. */
  readonly basis: string;
  /** Procedures to which the rule applies; to the others it is not applicable. */
  readonly procedures: readonly Procedure[];
  /** What is asked or noted, in French; `{placeholders}` are filled from the check. */
  readonly sentence: string;
  /** The sentence when the check counts several things; `sentence` serves when there is no other wording. */
  readonly plural?: string;
  /** The sentence where what it would quote from the mail may be health data (`mayHoldHealthData`). */
  readonly discreet?: string;
  /** How the applicant gives it, in French; empty where nothing is asked. */
  readonly cure: string;
  check(file: CaseFile, context: RuleContext): Check;
}

/** What a rule must know besides the file. */
export interface RuleContext {
  /** Where the mail under assessment arrived. */
  readonly mailbox: Mailbox;
  readonly procedure: Procedure;
  readonly settings: RuleSettings;
  /** Whether the authorisation that a table follows is in the register; undefined where none is named. */
  readonly isAuthorisationKnown?: boolean | undefined;
  /** The day it arrived, in Paris: a date after it lies in the future. */
  readonly receivedOn: CivilDate;
}

/** What the agency decides, the law being silent. */
export interface RuleSettings {
  /** When the imputation table is asked for with a request. */
  readonly imputationTable: 'never' | 'series' | 'always';
}

/** A rule's answer, before the engine puts words on it. */
export interface Check {
  readonly outcome: Outcome;
  readonly evidence: readonly Source[];
  /** Text of each placeholder of the sentence. */
  readonly data?: Readonly<Record<string, string>>;
  /** How many things the sentence speaks of; above one, the plural is used. */
  readonly count?: number;
}

/** Everything a rule says of itself, its check left out. */
export type Wording = Omit<Rule, 'check'>;

/** A rule satisfied by any one of these fields, in whatever document and however badly written. */
export function required(fields: readonly FieldName[], wording: Wording): Rule {
  return { ...wording, check: (file) => given(file, ...fields) };
}

/** Satisfied by any one of the fields, missing when none is given. */
export function given(file: CaseFile, ...names: readonly FieldName[]): Check {
  return names.some((name) => isGiven(file, name)) ? satisfied(placesOf(file, ...names)) : missing();
}

/** The item is there. */
export function satisfied(evidence: readonly Source[] = []): Check {
  return { outcome: 'satisfied', evidence };
}

/** The item is in no document; `data` fills the sentence. */
export function missing(data: Readonly<Record<string, string>> = {}): Check {
  return { outcome: 'missing', evidence: [], data };
}

/** What is written contradicts itself, another document, or what the law allows. */
export function contradictory(
  evidence: readonly Source[],
  data: Readonly<Record<string, string>> = {},
  count = 1,
): Check {
  return { outcome: 'contradictory', evidence, data, count };
}

/** The cue of a notice or of a staff rule was found. */
export function raised(evidence: readonly Source[], data: Readonly<Record<string, string>> = {}, count = 1): Check {
  return { outcome: 'raised', evidence, data, count };
}

/** A person must look at the evidence. */
export function cannotTell(evidence: readonly Source[] = [], data: Readonly<Record<string, string>> = {}): Check {
  return { outcome: 'cannotTell', evidence, data };
}

/** The question does not arise. */
export const notApplicable: Check = { outcome: 'notApplicable', evidence: [] };
