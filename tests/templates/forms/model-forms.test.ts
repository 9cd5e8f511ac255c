import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelForms } from '../../fixtures/model-forms.ts';

const root = join(import.meta.dirname, '../../..');

describe('the blank documents of data/forms', () => {
  it('are what `npm run fixtures` writes', async () => {
    for (const { path, bytes } of await modelForms()) {
      expect(Buffer.compare(await readFile(join(root, path)), bytes), path).toBe(0);
    }
  });
});
