/** The boxes and ticks of Microsoft's symbol fonts, by the code of the letter that stands for each. */
const signs: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    0x6e: '■',
    0x6f: '☐',
    0x70: '☐',
    0x71: '❑',
    0x72: '❒',
    0x78: '☒',
    0xa8: '☐',
    0xfb: '✗',
    0xfc: '✔',
    0xfd: '☒',
    0xfe: '☑',
  },
  'wingdings 2': {
    0x4f: '✗',
    0x50: '✓',
    0x51: '☒',
    0x52: '☑',
    0x53: '☒',
    0x54: '☒',
    0xa3: '☐',
  },
  webdings: { 0x61: '✔', 0x63: '☐', 0x67: '■', 0x72: '✗' },
};

/** Whether the letters of a font are signs. */
export function isSymbolFont(font: string): boolean {
  return signs[font.trim().toLowerCase()] !== undefined;
}

/**
 * A letter of a symbol font as a sign of Unicode; `code` is the letter's, with or without the private area F000 that
 * Word adds. A sign without meaning for a form stays in the private area.
 */
export function symbol(font: string, code: number): string {
  const known = signs[font.trim().toLowerCase()];
  const letter = code & 0xff;
  if (known !== undefined) return known[letter] ?? String.fromCharCode(0xf000 + letter);
  return code > 0x20 && code <= 0xffff ? String.fromCharCode(code) : '';
}

/** The letters of a run in a symbol font as signs of Unicode. */
export function symbols(font: string, text: string): string {
  return text.replace(/\S/gu, (letter) => symbol(font, letter.codePointAt(0) ?? 0));
}
