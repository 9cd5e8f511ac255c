import { writeLetter, type Letter } from '../../templates/letter.ts';
import type { Service } from '../../templates/service.ts';
import { caseFile } from '../../worker/domain/case-file.ts';
import type { Case } from '../../worker/domain/case.ts';
import { transition } from '../../worker/domain/transition.ts';
import { parisDate } from '../../worker/domain/deadline.ts';
import { caseReference, type Procedure } from '../../worker/domain/reference.ts';
import { assess } from '../../worker/rules/assess.ts';
import { received } from './case-events.ts';
import { aSubmission, type MailDescription } from './case-file.ts';

export const service: Service = {
  name: 'Agence exemple – pôle importations et exportations',
  postalAddress: '1 place de l’Exemple\n93000 Exempleville',
  telephone: '01 00 00 00 00',
  email: 'importation@agence.example',
  recourse: 'Dans les deux mois, un recours gracieux ou un recours devant le tribunal administratif est possible.',
  privacyNotice: undefined,
};

/** The case that some mails make, one a day from 1 June 2026, and the letter that answers the last one. */
export function lettersOf(procedure: Procedure, ...mails: MailDescription[]): { current: Case; letter: Letter } {
  let moved: ReturnType<typeof transition> | undefined;
  const days = mails.map((_, index) => `2026-06-0${index + 1}`);
  for (const [index, day] of days.entries()) {
    const submissions = mails.slice(0, index + 1).map(aSubmission);
    const submission = submissions.at(-1);
    if (submission === undefined) continue;
    const event = received(day, {
      procedure,
      reference: caseReference(procedure, '2026', 1),
      mailbox: mailboxOf(procedure),
      submission,
    });
    const mailbox = mailboxOf(procedure);
    const context = { mailbox, procedure, receivedOn: parisDate(event.receivedAt) } as const;
    const assessment = assess(caseFile(submissions), { ...context, settings: { imputationTable: 'series' } });
    moved = transition(moved?.next, { ...event, assessment });
  }
  if (moved?.letter === undefined) throw new Error('no letter');
  const last = moved.next.messages.at(-1);
  const subject = moved.next.submissions.at(-1)?.headers.subject ?? '';
  const answered = { receivedAt: last?.receivedAt ?? moved.next.receivedAt, subject };
  return { current: moved.next, letter: writeLetter(moved.letter, [moved.next], service, answered) };
}

function mailboxOf(procedure: Procedure): 'import' | 'export' {
  return procedure === 'exportDeclaration' ? 'export' : 'import';
}
