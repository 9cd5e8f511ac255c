import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { officeFor } from '../../builders/office.ts';

describe('a register without tables, emptied or being made', () => {
  it.each([
    ['status'],
    ['cases'],
    ['explain', 'AI-2026-000001-A'],
    ['holds'],
    ['authorisation'],
    ['authorisation', 'AI 2026/1'],
  ])('is told as such, with 75: guichet %s %s', async (...command) => {
    const office = officeFor({ port: 9 }, 9);
    const storage = join(office.directory, 'storage');
    mkdirSync(storage);
    writeFileSync(join(storage, 'register.db'), '');
    const { code, out, err } = await office.run(...command);
    expect([code, out, err]).toEqual([75, '', 'guichet : le registre n’a aucune table (guichet verify en dit plus)\n']);
  });
});
