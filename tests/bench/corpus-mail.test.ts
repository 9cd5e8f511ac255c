import { describe, expect, it } from 'vitest';
import { seeded } from './chance.ts';
import type { MailKind } from './corpus-mail.ts';
import { generateMail } from './corpus-mail.ts';

describe('the mails of the benchmark', () => {
  it.each<MailKind>(['form and table', 'form', 'scan', 'text'])('the same seed gives the same « %s »', async (kind) => {
    const [first, again] = [await generateMail(kind, 1, seeded(3)), await generateMail(kind, 1, seeded(3))];
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
    expect(first.verdict).toEqual(again.verdict);
  });

  it('another seed gives another mail', async () => {
    const [first, other] = [await generateMail('text', 1, seeded(3)), await generateMail('text', 1, seeded(4))];
    expect(Buffer.compare(first.bytes, other.bytes)).not.toBe(0);
  });
});
