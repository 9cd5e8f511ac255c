import { describe, expect, it } from 'vitest';
import { labelledValues } from '../../../parsers/labelled/labelled-values.ts';
import { printed, where } from '../../builders/printed-page.ts';
import { randomForm } from './random-form.ts';

const FORMS = 2_500;

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('forms set at random', () => {
  const wrong: string[] = [];
  let written = 0;
  let exact = 0;
  for (let seed = 0; seed < FORMS; seed += 1) {
    const form = randomForm(seed);
    const readings = labelledValues(printed(form.segments), where);
    const right = new Set<string>();
    for (const { field, raw, state } of readings) {
      const value = plain(form.written.get(field) ?? '');
      if (value !== '' && plain(raw) === value) right.add(field);
      else if (state === 'parsed') wrong.push(`seed ${seed}: ${field} is « ${value} », read « ${plain(raw)} »`);
    }
    written += [...form.written.values()].filter((each) => each !== '').length;
    exact += right.size;
  }

  it('give no value that was not written there', () => {
    expect(wrong).toEqual([]);
  });

  it('give nearly every value that was', () => {
    expect(exact / written).toBeGreaterThan(0.99);
  });

  it('give nothing while they are blank', () => {
    const found = Array.from({ length: 500 }, (_, seed) => randomForm(seed, { blank: true })).flatMap((form) => {
      return labelledValues(printed(form.segments), where).map((each) => `${each.field} = ${each.raw}`);
    });
    expect(found).toEqual([]);
  });
});
