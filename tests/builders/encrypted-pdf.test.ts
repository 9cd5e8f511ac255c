import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { describe, expect, it } from 'vitest';
import { encryptedPdf } from './encrypted-pdf.ts';

async function textOf(pdf: Uint8Array, password?: string) {
  const task = getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    ...(password === undefined ? {} : { password }),
  });
  try {
    const page = await (await task.promise).getPage(1);
    const { items } = await page.getTextContent();
    return items.map((item) => (item as TextItem).str).join('');
  } finally {
    await task.destroy();
  }
}

describe('an encrypted PDF', () => {
  it('stays closed without its password', async () => {
    await expect(textOf(encryptedPdf(['Secret'], 'mot de passe'))).rejects.toThrow('password');
  });

  it('opens with its password', async () => {
    expect(await textOf(encryptedPdf(['Médicament (25 mg)'], 'mot de passe'), 'mot de passe')).toBe(
      'Médicament (25 mg)',
    );
  });
});
