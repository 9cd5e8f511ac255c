import { expect, it } from 'vitest';
import type { RecognisedWord } from '../../../parsers/ports.ts';
import { checked, wordsOver } from '../../../parsers/ocr/second-look.ts';

const word = (text: string, x: number, confidence = 90): RecognisedWord => ({
  text,
  x,
  y: 100,
  width: text.length * 12,
  height: 20,
  confidence,
  line: 0,
});

const confidences = (words: readonly RecognisedWord[], second: readonly RecognisedWord[], scale = 1) =>
  checked(words, wordsOver(second, scale)).map((each) => Math.round(each.confidence));

it('a word that is read twice alike is surer, one that is read otherwise is doubtful', () => {
  const first = [word('000', 100), word('918', 200), word('00018', 300)];
  const second = [word('000', 100), word('018', 200), word('00018', 300)];
  expect(confidences(first, second)).toEqual([97, 40, 97]);
});

it('words that the second reading parts or joins are the same words', () => {
  const joined = [word('25mg/5mg', 100)];
  const parted = [word('25', 100), word('mg', 124), word('/', 148), word('5mg', 160)];
  expect(confidences(joined, parted)).toEqual([97]);
  expect(confidences(parted, joined)).toEqual([97, 97, 97, 97]);
});

it('the second reading may be of another size', () => {
  const small = [{ ...word('Gélule', 50), y: 50, width: 36, height: 10 }];
  expect(confidences([word('Gélule', 100)], small, 0.5)).toEqual([97]);
});

it('a word that was not read again is doubtful, and no surer than before', () => {
  expect(confidences([word('Gélule', 100), word('Inde', 300, 20)], [])).toEqual([40, 20]);
});

it('an apostrophe that the engine cannot tell from its like is no doubt', () => {
  expect(confidences([word("d'Aunis", 100, 42)], [word('d’Aunis', 100, 50)])).toEqual([87]);
});
