import { describe, expect, it } from 'vitest';
import type { Outcome, Verdict } from '../../worker/domain/assessment.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import { assess } from '../../worker/rules/assess.ts';
import type { Rule, RuleContext } from '../../worker/rules/rule.ts';
import type { FileDescription } from './case-file.ts';
import { aFile } from './case-file.ts';

/** One rule on one file: `when` completes the sentence « AI-03 is missing when … ». */
export interface RuleCase {
  readonly rule: string;
  readonly when: string;
  readonly file: FileDescription;
  readonly context?: Partial<RuleContext>;
  readonly is: Outcome;
  /** The sentence must hold these words. */
  readonly says?: string;
}

/** A request in the import mailbox, assessed on 1 June 2026, with nothing asked beyond the law's and the page's lists. */
export function aContext(context: Partial<RuleContext> = {}): RuleContext {
  const settings = { imputationTable: 'never' } as const;
  const receivedOn = '2026-06-01' as CivilDate;
  return { mailbox: 'import', procedure: 'importAuthorisation', settings, receivedOn, ...context };
}

/** The verdict of one rule on a described file. */
export function verdictOf(rule: string, file: FileDescription, context: Partial<RuleContext> = {}): Verdict {
  const { verdicts } = assess(aFile(file), aContext(context));
  const found = verdicts.find((each) => each.rule === rule);
  if (found === undefined) throw new Error(`no rule ${rule}`);
  return found;
}

const words: Readonly<Record<Outcome, string>> = {
  satisfied: 'is satisfied',
  missing: 'is missing',
  contradictory: 'is contradictory',
  raised: 'is raised',
  notApplicable: 'does not apply',
  cannotTell: 'cannot tell',
};

/** Runs each case, and checks that each rule of the subject is seen to speak and to keep silent. */
export function testRules(subject: string, rules: readonly Rule[], cases: readonly RuleCase[]): void {
  describe(subject, () => {
    for (const { rule, when, file, context, is, says = '' } of cases) {
      it(`${rule} ${words[is]} when ${when}`, () => {
        const { outcome, sentence } = verdictOf(rule, file, context);
        expect(outcome).toBe(is);
        expect(sentence.replaceAll(/[\u00a0\u202f]/gu, ' ')).toContain(says);
      });
    }

    it.each(rules.map(({ code }) => code))('%s is seen to speak, and to keep silent', (code) => {
      const outcomes = cases.filter(({ rule }) => rule === code).map(({ is }) => is);
      const silent: readonly Outcome[] = ['satisfied', 'notApplicable'];
      expect(outcomes.some((each) => silent.includes(each))).toBe(true);
      expect(outcomes.some((each) => !silent.includes(each))).toBe(true);
    });
  });
}
