import type { Submission } from './submission.ts';

/**
 * Whether mails may hold health data: a private individual's, or any that brings a prescription. What they say, the names
 * of their files and their subjects are then repeated in no letter (GDPR art. 9).
 */
export function mayHoldHealthData(submissions: readonly Submission[]): boolean {
  return submissions.some(
    ({ intent, documents }) =>
      intent.kind === 'individualRequest' ||
      intent.kind === 'traveller' ||
      documents.some(
        ({ kind, readings }) =>
          kind === 'prescription' ||
          readings.some(
            (each) =>
              each.state === 'parsed' &&
              ((each.field === 'purpose' && each.value.includes('privateIndividual')) ||
                (each.field === 'applicantCategory' && each.value === 'privateIndividual')),
          ),
      ),
  );
}
