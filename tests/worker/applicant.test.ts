import { describe, expect, it } from 'vitest';
import { applicantOf } from '../../worker/applicant.ts';
import { aSubmission } from '../builders/case-file.ts';

const addresses = { import: 'importation@agence.example', export: 'exportation@agence.example' };
const at = (address: string) => ({ address, name: '' });

/** Who applies when a mail comes from `from`, and hands on a mail of a pharmacy. */
function applicant(from: string, forwardedFrom?: string, replyTo?: string): string | undefined {
  const mail = aSubmission({});
  const headers = { ...mail.headers, from: at(from), replyTo: replyTo === undefined ? undefined : at(replyTo) };
  const forwarded = forwardedFrom === undefined ? {} : { forwardedFrom: at(forwardedFrom) };
  return applicantOf({ ...mail, headers, ...forwarded }, addresses)?.address;
}

describe('who applies', () => {
  it('is the sender, or the address given for answers', () => {
    expect(applicant('pharmacie@aubraie.example')).toBe('pharmacie@aubraie.example');
    expect(applicant('pharmacie@aubraie.example', undefined, 'ai@aubraie.example')).toBe('ai@aubraie.example');
  });

  it('is who wrote the mail that a colleague hands on', () => {
    expect(applicant('accueil@Agence.example', 'pharmacie@aubraie.example')).toBe('pharmacie@aubraie.example');
  });

  it('is the sender when a stranger hands a mail on: a forged one must not make us write to third persons', () => {
    expect(applicant('conseil@ailleurs.example', 'pharmacie@aubraie.example')).toBe('conseil@ailleurs.example');
  });
});
