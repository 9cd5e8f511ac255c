import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caps, limits } from '../../parsers/limits.ts';

const rows = Object.entries(caps).map(([name, { most, unit, reason }]) => {
  return `| \`${name}\` | ${most.toLocaleString('en-GB')} | ${unit} | ${reason} |`;
});
const table = ['| Cap | Most | Of what | Why |', '| --- | --: | --- | --- |', ...rows].join('\n');

describe('the caps', () => {
  it('are told in the README as they are (UPDATE=1 writes them anew)', async () => {
    const file = join(import.meta.dirname, '../../README.md');
    const text = await readFile(file, 'utf8');
    const [begin, end] = ['<!-- caps:start -->\n', '<!-- caps:end -->'];
    const [head = '', rest = ''] = text.split(begin);
    const [told = '', tail = ''] = rest.split(end);
    const wanted = `\n${table}\n\n`;
    if (process.env['UPDATE'] === '1') await writeFile(file, `${head}${begin}${wanted}${end}${tail}`);
    else expect(told).toBe(wanted);
  });

  it('are whole numbers above zero, each with a unit and a reason', () => {
    for (const [name, { most, unit, reason }] of Object.entries(caps)) {
      expect(Number.isSafeInteger(most) && most > 0, name).toBe(true);
      expect(unit.length > 3 && reason.length > 3, name).toBe(true);
    }
    expect(Object.keys(limits)).toEqual(Object.keys(caps));
  });
});
