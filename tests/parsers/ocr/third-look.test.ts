import { expect, it } from 'vitest';
import { wordsOver } from '../../../parsers/ocr/second-look.ts';
import { doubtfulStrips, settled, stripSheet, THIRD, wordsOnStrips } from '../../../parsers/ocr/third-look.ts';
import type { RecognisedWord } from '../../../parsers/ports.ts';
import { grey } from '../../builders/pictures.ts';

const page = { ...grey(400, 600, () => 255), dpi: 200 };

const word = (text: string, y: number, confidence: number): RecognisedWord => {
  return { text, x: 50, y, width: text.length * 12, height: 20, confidence, line: y };
};

it('only lines in doubt are read again', () => {
  const words = [word('Gélule', 100, 95), word('Hémifnmarate', 200, 40), word('Inde', 400, 60)];
  const strips = doubtfulStrips(words, page);
  expect(strips.map(({ top, height }) => [top, height])).toEqual([
    [196, 28],
    [396, 28],
  ]);
  expect(stripSheet(page, strips)).toMatchObject({ width: 400 * THIRD, height: Math.floor(98 * THIRD) });
});

it('a page that is all in doubt is not', () => {
  const words = Array.from({ length: 20 }, (_, index) => word('ë]a', index * 30, 20));
  expect(doubtfulStrips(words, page)).toEqual([]);
});

const once = [word('Hémifnmarate', 200, 40)];
const strips = doubtfulStrips(once, page);

/** What a third reading of the only strip says. */
const third = (text: string) => {
  const { x, y, width, height, ...rest } = word(text, (strips[0]?.at ?? 0) + 4, 90);
  const larger = { x: x * THIRD, y: y * THIRD, width: width * THIRD, height: height * THIRD };
  return wordsOnStrips([{ ...rest, ...larger }], strips);
};

it('two of three readings count', () => {
  const second = wordsOver([word('Hémifumarate', 200, 90)], 1);
  const [read] = settled(once, second, third('Hémifumarate'));
  expect(read?.text).toBe('Hémifumarate');
  expect(read?.confidence).toBeGreaterThan(90);
});

it('three readings that differ settle nothing', () => {
  const second = wordsOver([word('Hémifumarate', 200, 90)], 1);
  expect(settled(once, second, third('Hémitumarate'))).toEqual(once);
});
