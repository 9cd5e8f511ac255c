import { drawLetterhead, drawSignature } from './letterhead.ts';
import { drawnPdf, MARGIN, write } from './pdf-page.ts';

/** What a doctor prescribes, and to whom. */
export interface Prescription {
  readonly head: readonly string[];
  readonly place: string;
  readonly patient: string;
  readonly lines: readonly string[];
  readonly signatory: readonly string[];
}

/** A prescription on a doctor's paper; an invented patient unless told. */
export function prescriptionPdf(overrides: Partial<Prescription> = {}): Promise<Uint8Array> {
  const { head, place, patient, lines, signatory } = { ...prescription, ...overrides };
  return drawnPdf('Ordonnance', (page) => {
    drawLetterhead(page, head);
    write(page, place, { x: 330 });
    page.y -= 20;
    write(page, 'ORDONNANCE', { size: 13, bold: true, x: 245 });
    page.y -= 20;
    write(page, patient);
    page.y -= 14;
    for (const line of lines) write(page, line, { x: MARGIN + 14, size: 11 });
    drawSignature(page, signatory);
  });
}

const prescription: Prescription = {
  head: ['Dr Anselme Tavernier', 'Médecine générale', '9 place du Marché, 56999 Kermadec'],
  place: 'Kermadec, le 9 juin 2026',
  patient: 'Mme Martine Delorme, née le 14 mars 1958',
  lines: [
    'Allévantine 200 mg, gélule',
    '1 gélule matin et soir, voie orale, pendant trois mois.',
    'Quantité suffisante pour trois mois de traitement.',
  ],
  signatory: ['Dr Anselme Tavernier', 'Médecin généraliste'],
};
