import type { Rule } from './rule.ts';
import { raised, satisfied } from './rule.ts';

/** Where the mail came in. Another counter of the same agency is no reason to send anyone away. */
export const mailboxRules: readonly Rule[] = [
  {
    code: 'MB-01',
    severity: 'staff',
    basis: 'Usage du service',
    procedures: ['importAuthorisation', 'imputation', 'exportDeclaration'],
    sentence:
      'La démarche ne correspond pas à la boîte aux lettres où le message est arrivé : à réorienter en interne.',
    cure: '',
    check: (_file, { mailbox, procedure }) =>
      (procedure === 'exportDeclaration') === (mailbox === 'export') ? satisfied() : raised([]),
  },
];
