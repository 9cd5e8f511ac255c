import { expect, it } from 'vitest';
import type { RecognisedWord } from '../../../parsers/ports.ts';
import { checked } from '../../../parsers/ocr/second-look.ts';

const word = (text: string, x: number, confidence = 90): RecognisedWord => ({
  text,
  x,
  y: 100,
  width: text.length * 12,
  height: 20,
  confidence,
  line: 0,
});

const confidences = (words: readonly RecognisedWord[]) => words.map((each) => each.confidence);

it('a word that is read twice alike is surer, one that is read otherwise is doubtful', () => {
  const first = [word('000', 100), word('918', 200), word('00018', 300)];
  const second = [word('000', 100), word('018', 200), word('00018', 300)];
  expect(confidences(checked(first, second, 1))).toEqual([95, 40, 95]);
});

it('words that the second reading parts or joins are the same words', () => {
  const joined = [word('25mg/5mg', 100)];
  const parted = [word('25', 100), word('mg', 124), word('/', 148), word('5mg', 160)];
  expect(confidences(checked(joined, parted, 1))).toEqual([95]);
  expect(confidences(checked(parted, joined, 1))).toEqual([95, 95, 95, 95]);
});

it('the second reading may be of another size', () => {
  const small = [{ ...word('Gélule', 50), y: 50, width: 36, height: 10 }];
  expect(confidences(checked([word('Gélule', 100)], small, 0.5))).toEqual([95]);
});

it('a word that was not read again is doubtful, and no surer than before', () => {
  expect(confidences(checked([word('Gélule', 100), word('Inde', 300, 20)], [], 1))).toEqual([40, 20]);
});
