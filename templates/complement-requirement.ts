import { clockOf, type Case } from '../worker/domain/case.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { heading, paragraph, type Block } from './block.ts';
import { closing, serviceInCharge } from './passages.ts';
import type { Service } from './service.ts';

const n = '\u00a0';

/**
 * Complementary information that a person of the agency requires of a complete file: it adds fifteen days, once (CSP
 * R5121-112, last paragraph, R5121-113 al. 2).
 */
export function complementRequirement(current: Case, service: Service): Block[] {
  const required = current.complements.at(-1);
  const clock = clockOf(current);
  if (required === undefined || clock === undefined) throw new Error('no complementary information was required');
  return [
    paragraph('Madame, Monsieur,'),
    paragraph(
      `Pour l’examen de votre demande, reçue le ${inFrench(current.receivedOn)} et enregistrée sous la référence ` +
        `${current.reference}, des informations complémentaires sont requises (code de la santé publique, article${n}R5121-112, dernier alinéa)${n}:`,
    ),
    ...required.question.split(/\n\s*\n/).map((text) => paragraph(text.replace(/\s*\n\s*/g, ' ').trim())),
    heading('Effet de cette demande sur le délai'),
    paragraph(
      `Le délai au terme duquel votre demande est réputée rejetée est prolongé de quinze jours (code de la santé ` +
        `publique, article${n}R5121-113, second alinéa)${n}: à défaut de décision expresse, elle sera réputée rejetée le ` +
        `${inFrench(clock.printed)}.`,
    ),
    ...serviceInCharge(service),
    ...closing(current, service, 'Adressez-nous en une fois les informations demandées.', { author: 'agent' }),
  ];
}
