import type { Assessment, Unread, Verdict } from '../domain/assessment.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { mayHoldHealthData } from '../domain/health-data.ts';
import { allRules } from './all.ts';
import { replyAlone } from './phrases.ts';
import type { Check, Rule, RuleContext } from './rule.ts';
import { notApplicable, satisfied } from './rule.ts';
import { isPrivateIndividual } from './situation.ts';
import type { UnreadPiece } from './unread.ts';
import { isWhollyRead, mayBePrescribed, unreadPieces } from './unread.ts';

/** Every rule's verdict on all that the applicant sent for one case. Pure: the same file gives the same verdicts. */
export function assess(file: CaseFile, context: RuleContext): Assessment {
  const whole = isWhollyRead(file);
  const told = { discreetly: mayHoldHealthData(file.submissions), withoutForm: isPrivateIndividual(file) };
  const verdicts = allRules.map((rule) => {
    const check = rule.procedures.includes(context.procedure) ? answer(rule, file, context) : notApplicable;
    const isSeen = whole && !mayBePrescribed(rule.code, file);
    return verdict(rule, withoutAccusing(rule, isSeen ? check : withoutSayingMissing(rule, check)), told);
  });
  return {
    verdicts,
    unread: unreadPieces(file)
      .map(({ document }) => document)
      .map(unread),
  };
}

/** An item that a person found to be held is held, wherever it is. */
function answer(rule: Rule, file: CaseFile, context: RuleContext): Check {
  const check = rule.check(file, context);
  return check.outcome !== 'notApplicable' && file.satisfied.includes(rule.code) ? satisfied() : check;
}

function unread({ file, reason, format }: UnreadPiece['document']): Unread {
  return { file, reason, format };
}

/** What nobody could read may hold what seems absent: a person looks before anything is asked (CRPA L114-5). */
function withoutSayingMissing({ severity }: Rule, check: Check): Check {
  const isAsked = severity === 'legal' || severity === 'agency';
  return check.outcome === 'missing' && isAsked ? { ...check, outcome: 'cannotTell' } : check;
}

/** What a picture seems to say is for a person: nothing is asked of the applicant, or told to him, on its word. */
function withoutAccusing({ severity }: Rule, check: Check): Check {
  const isTold = severity !== 'staff' && ['contradictory', 'raised', 'missing'].includes(check.outcome);
  return isTold && check.evidence.some((each) => each.ocr !== undefined) ? { ...check, outcome: 'cannotTell' } : check;
}

/** How findings are worded for whom they concern. */
interface Told {
  readonly discreetly: boolean;
  readonly withoutForm: boolean;
}

function verdict(rule: Rule, { outcome, evidence, data = {}, count = 1 }: Check, told: Told): Verdict {
  const full = count > 1 ? (rule.plural ?? rule.sentence) : rule.sentence;
  const words = told.discreetly ? (rule.discreet ?? full) : full;
  const says = outcome !== 'satisfied' && outcome !== 'notApplicable';
  return {
    rule: rule.code,
    severity: rule.severity,
    outcome,
    basis: rule.basis,
    sentence: says ? fill(words, data) : '',
    cure: !says ? '' : told.withoutForm ? replyAlone(rule.cure) : rule.cure,
    evidence,
  };
}

/** Placeholders in one pass, so that braces in a file name stay what they are; a rule that is silent has no data. */
function fill(sentence: string, data: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => inOneLine(data[name] ?? '…'));
}

/** Text from a mail is hostile: no line breaks, no control or direction signs. Non-breaking spaces stay. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
