import type { IntentKind } from '../../worker/domain/submission.ts';
import type { Played } from './play-journey.ts';

/** One of the things that mails want, in the order in which they take precedence, and how a journey shows it. */
export interface Wish {
  readonly name: string;
  /** Our intents for it; what is no intent of a person is told by another sign. */
  readonly shownBy: readonly IntentKind[] | ((journey: Played) => boolean);
}

/** The twenty-four, and the two that staff asked for besides: appeals, and what nothing tells. */
export const wishes: readonly Wish[] = [
  { name: 'written by a program', shownBy: ({ outcome }) => /\.eml : automatic /.test(outcome) },
  { name: 'advertising, unrelated', shownBy: ['unrelated'] },
  { name: 'answer to a request for information', shownBy: ({ outcome }) => /^ {2}reçu\s:/m.test(outcome) },
  { name: 'withdrawal', shownBy: ['withdrawal'] },
  { name: 'modification', shownBy: ['modification'] },
  { name: 'imputation table returned', shownBy: ['imputationReturn'] },
  { name: 'renewal', shownBy: ['renewal'] },
  { name: 'where does it stand', shownBy: ['statusQuery'] },
  { name: 'copy of a decision', shownBy: ['decisionCopy'] },
  { name: 'import authorisation', shownBy: ['importRequest'] },
  { name: 'import by a private individual', shownBy: ['individualRequest'] },
  { name: 'export declaration, initial', shownBy: ['exportDeclaration'] },
  { name: 'export declaration, complementary', shownBy: ['complementaryDeclaration'] },
  { name: 'wrong mailbox', shownBy: ({ outcome }) => outcome.includes('(MB-01)') },
  { name: 'portal support', shownBy: ['portalSupport'] },
  { name: 'parallel import', shownBy: ['parallelImport'] },
  { name: 'narcotics and psychotropics', shownBy: ['controlledSubstance'] },
  { name: 'attestation for a trial', shownBy: ['trialAttestation'] },
  { name: 'compassionate access', shownBy: ['compassionateAccess'] },
  { name: 'export certificate', shownBy: ['exportCertificate'] },
  { name: 'traveller', shownBy: ['traveller'] },
  { name: 'another procedure', shownBy: ['otherProcedure'] },
  { name: 'general question', shownBy: ['question'] },
  { name: 'several demands', shownBy: ({ outcome }) => outcome.includes('accusé de réception de plusieurs demandes') },
  { name: 'appeal, complaint, access to documents', shownBy: ['appeal'] },
  { name: 'nothing tells, or two things contradict each other', shownBy: ['unclear'] },
];

/** What of the list a journey shows. */
export function wishesOf(journey: Played): string[] {
  return wishes
    .filter(({ shownBy }) =>
      typeof shownBy === 'function' ? shownBy(journey) : shownBy.some((each) => journey.intents.includes(each)),
    )
    .map(({ name }) => name);
}
