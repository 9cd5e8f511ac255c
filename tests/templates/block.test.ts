import { describe, expect, it } from 'vitest';
import { heading, lines, list, paragraph, title, toHtml, toText } from '../../templates/block.ts';

const n = '\u00a0';

describe('a letter’s blocks', () => {
  it.each([
    [
      'before a sign',
      'Délai : trente jours ; voir « pièces » !',
      `Délai${n}: trente jours${n}; voir «${n}pièces${n}»${n}!`,
    ],
    ['after « n° » and « article »', 'AI n° 12, articles L1 et R2', `AI n°${n}12, articles${n}L1 et R2`],
    ['in what already has them', `Délai${n}: trente`, `Délai${n}: trente`],
    ['nowhere in an address', 'https://agence.example:443/a', 'https://agence.example:443/a'],
  ])('get their French spaces %s', (_, text, shown) => {
    expect(paragraph(text)).toMatchObject({ text: shown });
    expect(heading(text)).toMatchObject({ text: shown });
    expect(lines(text)).toMatchObject({ lines: [shown] });
    expect(list([{ text, details: [text] }])).toMatchObject({ items: [{ text: shown, details: [shown] }] });
  });

  it('are short lines, a long heading too', () => {
    const long = 'Un intitulé qui dit bien des choses '.repeat(5).trim();
    const text = toText([title(long), heading(long), paragraph(long), list([{ text: long, details: [long] }])]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('tell programs which words are English', () => {
    const html = toHtml(
      [title('Accusé'), heading('In English', 'en'), paragraph('Hello', 'en'), paragraph('Bonjour')],
      '',
    );
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('<h2 lang="en"');
    expect(html).toContain('<p lang="en">Hello</p>');
    expect(html).toContain('<p>Bonjour</p>');
    expect(html.match(/lang="en"/g)).toHaveLength(2);
  });
});
