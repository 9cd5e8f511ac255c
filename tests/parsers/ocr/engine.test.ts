import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { startOcr } from '../../../parsers/ocr/engine.ts';
import { greyMap } from '../../../parsers/ocr/raster.ts';
import { grey } from '../../builders/pictures.ts';

const ocr = startOcr();
afterAll(() => ocr.close());

const blank = greyMap({ ...grey(60, 60, () => 255), dpi: 200 });

it('an empty page has no words', async () => {
  expect(await ocr.recognise(blank)).toEqual([]);
});

it('bytes that are no picture reject, and the next page is read all the same', async () => {
  await expect(ocr.recognise(Buffer.from('neither picture nor page'))).rejects.toThrow();
  expect(await ocr.recognise(blank)).toEqual([]);
});

it('more pages than one engine takes are recognised', async () => {
  for (let page = 0; page < 25; page += 1) expect(await ocr.recognise(blank)).toEqual([]);
});

it('an engine that is closed gives up the page it is at, and starts again when it is asked to', async () => {
  const own = startOcr();
  await own.recognise(blank);
  const noise = grey(2_000, 3_000, (x, y) => (x * y) % 251);
  const given = expect(own.recognise(greyMap({ ...noise, dpi: 200 }))).rejects.toThrow();
  await setTimeout(50);
  await own.close();
  await given;
  expect(await own.recognise(blank)).toEqual([]);
  await own.close();
});
