import type { Case } from '../worker/domain/case.ts';
import type { IntentKind } from '../worker/domain/submission.ts';
import { paragraph, type Block } from './block.ts';
import { orientation } from './orientation.ts';
import { closing, courtesies, damage, opening, serviceInCharge } from './passages.ts';
import { received } from './received-files.ts';
import type { Answered, Service } from './service.ts';

/** Acknowledgement of a sending that asks for no decision, or whose object a person must establish: no date, no recourse. */
export function receipt(current: Case, service: Service, answered: Answered): Block[] {
  return [
    ...opening(current, answered),
    paragraph(whatFollows(current)),
    ...orientation(current),
    ...damage(current),
    ...serviceInCharge(service),
    // Once the refusal is born, nothing more is asked of the applicant.
    ...(current.state === 'refusalBorn' ? [] : courtesies(current)),
    ...received(current),
    ...closing(current, service, 'Vous pouvez compléter votre envoi à tout moment.'),
  ];
}

/** What may call for a decision by rules that only a person can name: its delay is theirs to tell (CRPA R112-11-1). */
const mayCallForDecision: readonly IntentKind[] = ['appeal', 'modification', 'exportCertificate', 'unclear'];

/** What asks for nothing: no answer is promised. */
const forInformation: readonly IntentKind[] = ['unrelated', 'decisionCopy'];

function whatFollows({ procedure, submissions }: Case): string {
  const last = submissions.at(-1);
  if (procedure === 'imputation') {
    const holdsTable = last?.documents.some(({ kind }) => kind === 'imputationTable');
    return holdsTable
      ? 'Le tableau d’imputation reçu sera rapproché de l’autorisation d’importation qu’il concerne.'
      : 'Votre envoi sera rapproché de l’autorisation d’importation qu’il concerne.';
  }
  const kind = last?.intent.kind ?? 'unclear';
  if (forInformation.includes(kind)) return 'Un agent va prendre connaissance de votre envoi.';
  const decision = mayCallForDecision.includes(kind)
    ? ' Si une décision est à prendre, il vous indiquera les délais qui s’y appliquent.'
    : '';
  return `Un agent va prendre connaissance de votre envoi et vous répondra.${decision}`;
}
