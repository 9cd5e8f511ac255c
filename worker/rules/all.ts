import { agreementRules } from './agreement.ts';
import { applicantRules } from './applicant.ts';
import { documentRules } from './documents.ts';
import { entryRules } from './entries.ts';
import { exportRules } from './export.ts';
import { imputationRules } from './imputation.ts';
import { mailboxRules } from './mailbox.ts';
import { originRules } from './origin.ts';
import { productRules } from './product.ts';
import { purposeRules } from './purpose.ts';
import { quantityRules } from './quantities.ts';
import { regulatedRules } from './regulated.ts';
import type { Rule } from './rule.ts';
import { technicalRules } from './technical.ts';

/** Every rule, by code: the order of letters and of the printed table. */
export const allRules: readonly Rule[] = [
  ...agreementRules,
  ...applicantRules,
  ...documentRules,
  ...entryRules,
  ...exportRules,
  ...imputationRules,
  ...mailboxRules,
  ...originRules,
  ...productRules,
  ...purposeRules,
  ...quantityRules,
  ...regulatedRules,
  ...technicalRules,
].sort((a, b) => (a.code < b.code ? -1 : 1));
