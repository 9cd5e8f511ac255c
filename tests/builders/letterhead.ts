import { rgb } from 'pdf-lib';
import { MARGIN, write } from './pdf-page.ts';
import type { Page } from './pdf-page.ts';

/** The top of a firm's or a doctor's paper: name, address, a rule. */
export function drawLetterhead(page: Page, [name = '', ...address]: readonly string[]): void {
  write(page, name, { size: 15, bold: true });
  for (const line of address) write(page, line, { size: 8.5 });
  page.page.drawLine({
    start: { x: MARGIN, y: page.y + 4 },
    end: { x: page.page.getWidth() - MARGIN, y: page.y + 4 },
    thickness: 1,
    color: rgb(0.1, 0.35, 0.35),
  });
  page.y -= 24;
}

/** Name and title of who signs, and a signature by hand under them. */
export function drawSignature(page: Page, signatory: readonly string[]): void {
  page.y -= 18;
  for (const line of signatory) write(page, line, { x: 360 });
  page.page.drawSvgPath('M0 20 C 15 -12, 22 44, 34 10 S 52 30, 60 12 S 84 2, 96 16 Q 70 30, 20 26', {
    x: 362,
    y: page.y - 4,
    borderColor: rgb(0.1, 0.15, 0.5),
    borderWidth: 1.1,
  });
}
