import { completeDeclaration, completeImputation, completeRequest } from '../../builders/complete-files.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { mailboxRules } from '../../../worker/rules/mailbox.ts';

testRules('the mailbox', mailboxRules, [
  { rule: 'MB-01', when: 'an import request comes to the import mailbox', file: completeRequest, is: 'satisfied' },
  {
    rule: 'MB-01',
    when: 'an import request comes to the export mailbox',
    file: completeRequest,
    context: { mailbox: 'export' },
    is: 'raised',
  },
  {
    rule: 'MB-01',
    when: 'an export declaration comes to the import mailbox',
    file: completeDeclaration,
    context: { procedure: 'exportDeclaration' },
    is: 'raised',
  },
  {
    rule: 'MB-01',
    when: 'an imputation table comes to the export mailbox',
    file: completeImputation,
    context: { procedure: 'imputation', mailbox: 'export' },
    is: 'raised',
  },
  {
    rule: 'MB-01',
    when: 'a letter comes to any mailbox',
    file: {},
    context: { procedure: 'correspondence', mailbox: 'export' },
    is: 'notApplicable',
  },
]);
