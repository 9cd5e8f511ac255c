import { describe, expect, it } from 'vitest';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { groupCommits } from '../../worker/commits.ts';

function open() {
  const book = register(openConnection(':memory:'));
  return { book, commits: groupCommits(book.transaction) };
}

describe('work committed in groups', () => {
  it('gives each piece its own result', async () => {
    const { book, commits } = open();
    const references = await Promise.all(
      [1, 2, 3].map(() => commits.add(() => book.cases.nextReference('importAuthorisation', '2026'))),
    );
    expect(references.map((each) => each.slice(0, 14))).toEqual(['AI-2026-000001', 'AI-2026-000002', 'AI-2026-000003']);
  });

  it('undoes only the piece that throws', async () => {
    const { book, commits } = open();
    const number = () => commits.add(() => book.cases.nextReference('importAuthorisation', '2026'));
    const broken = commits.add(() => {
      book.cases.nextReference('importAuthorisation', '2026');
      throw new Error('broken');
    });
    const after = number();
    await expect(broken).rejects.toThrow('broken');
    expect(await after).toContain('000001');
  });
});
