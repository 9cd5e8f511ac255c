import { describe, expect, it } from 'vitest';
import { corrected } from '../../../parsers/ocr/mistaken-letters.ts';
import type { RecognisedWord } from '../../../parsers/ports.ts';

/** The words of one line, as the engine gives them. */
function line(text: string): RecognisedWord[] {
  let x = 0;
  return text.split(' ').map((each) => {
    const word = { text: each, x, y: 100, width: each.length * 10, height: 20, confidence: 50, line: 0 };
    x += word.width + 10;
    return word;
  });
}

const read = (text: string) =>
  corrected(line(text))
    .map((each) => each.text)
    .join(' ');

describe('what recognition mistakes', () => {
  it.each([
    ['25 ug', '25 µg'],
    ['150 mg/mI', '150 mg/ml'],
    ['50 mg/5 mi', '50 mg/5 ml'],
    ['400 MBa/m!|', '400 MBq/ml'],
    ['2,5 Ul/dose', '2,5 UI/dose'],
    ['2,5mg', '2,5 mg'],
    ['O5 99 OO 09 70,', '05 99 00 09 70,'],
    ['DEl 2024-0187', 'DEI 2024-0187'],
    ['phase || en double insu', 'phase II en double insu'],
    ['phase |, sans équivalent', 'phase I, sans équivalent'],
    ['Compriméà libération', 'Comprimé à libération'],
    ['la demande; un stock', 'la demande ; un stock'],
    ["Prud’'homme", 'Prud’homme'],
  ])('« %s » is set right', (given, expected) => {
    expect(read(given)).toBe(expected);
  });

  it.each([
    'Il est déjà autorisé',
    'HCl 2 mol',
    'Oxygène O2 à 200 bar',
    'lot O2 17',
    'un mi-temps',
    'CAMPAGNE mi 2026',
    'voir (x 12)',
  ])('« %s » stays as it is', (given) => {
    expect(read(given)).toBe(given);
  });

  it('a word that was set right is less in doubt, another is as it was', () => {
    expect(corrected(line('25 ug')).map((each) => each.confidence)).toEqual([50, 70]);
  });
});

describe('boxes drawn with brackets', () => {
  it.each([
    ['[X] PUI', '☒ PUI'],
    ['{X] PUI', '☒ PUI'],
    ['[ ] Autre [] Série', '☐ Autre ☐ Série'],
    ['[ 1] Étude', '☐ Étude'],
    ['[ ] Initiale [X] Complémentaire', '☐ Initiale ☒ Complémentaire'],
  ])('« %s » are boxes to tick', (given, expected) => {
    expect(read(given)).toBe(expected);
  });
});
