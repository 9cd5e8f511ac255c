import type { Pair } from './flat-pdf.ts';
import { drawLetterhead, drawSignature } from './letterhead.ts';
import { drawnPdf, MARGIN, write } from './pdf-page.ts';
import type { Page } from './pdf-page.ts';

/** A letter as firms write them: letterhead, subject, text, perhaps a list of labelled values, signature. */
export interface Letter {
  readonly head: readonly string[];
  readonly place: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly pairs?: readonly Pair[];
  readonly closing?: readonly string[];
  readonly signatory: readonly string[];
}

/** The letter on one A4 page, signed by hand. */
export function letterPdf(letter: Letter): Promise<Uint8Array> {
  return drawnPdf(letter.subject, (page) => {
    drawOpening(page, letter);
    for (const paragraph of letter.paragraphs) writeParagraph(page, paragraph);
    for (const [label, value] of letter.pairs ?? []) write(page, `–  ${label} : ${value}`, { x: MARGIN + 14 });
    if (letter.pairs !== undefined) page.y -= 8;
    for (const paragraph of letter.closing ?? [courtesy]) writeParagraph(page, paragraph);
    drawSignature(page, letter.signatory);
  });
}

/** An ordinary request letter of the synthetic laboratory, for cases that only need one to be there. */
export function requestLetterPdf(overrides: Partial<Letter> = {}): Promise<Uint8Array> {
  return letterPdf({ ...requestLetter, ...overrides });
}

/** The values of that letter, to vary. */
export const requestLetter: Letter = {
  head: ['Laboratoires Aubraie', '14 allée des Peupliers', '45999 Aubraie-sur-Loire', 'Tél. 01 99 00 12 00'],
  place: 'Aubraie-sur-Loire, le 1er juin 2026',
  subject: 'Lettre de demande – autorisation d’importation de Néravoxa 25 mg, gélule',
  paragraphs: [
    'Madame, Monsieur,',
    'Nous sollicitons une autorisation d’importation pour la spécialité Néravoxa 25 mg, gélule (fluvoxadine), à raison de 1 500 boîtes de 30 gélules.',
    'Cette importation est justifiée par la rupture d’approvisionnement de la spécialité habituellement distribuée en France, annoncée jusqu’en septembre 2026. Elle permettra d’assurer la continuité des traitements en cours.',
    'Le formulaire complété est joint à la présente. Madame Claire Aubert (01 99 00 12 34) se tient à votre disposition pour tout renseignement.',
  ],
  signatory: ['Hélène Marchais', 'Pharmacien responsable'],
};

const courtesy = 'Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.';

function drawOpening(page: Page, { head, place, subject }: Letter): void {
  drawLetterhead(page, head);
  for (const line of ['Agence du médicament', 'Importations et exportations']) write(page, line, { x: 330 });
  page.y -= 14;
  write(page, place, { x: 330 });
  page.y -= 18;
  write(page, `Objet : ${subject}`, { bold: true });
  page.y -= 12;
}

function writeParagraph(page: Page, paragraph: string): void {
  write(page, paragraph);
  page.y -= 8;
}
