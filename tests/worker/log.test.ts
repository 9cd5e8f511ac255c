import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../data/register/open.ts';
import { TransportError } from '../../worker/domain/ports.ts';
import { reason } from '../../worker/log.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the reason of an error, as logs tell it', () => {
  it('is our own sentence, where we threw it', () => {
    expect(reason(new Error('the register is held'))).toBe('the register is held');
    expect(reason(new TransportError('IMAP h:993 LOGIN: NO', 'temporary'))).toBe('IMAP h:993 LOGIN: NO');
  });

  it('never repeats what a parser quotes', () => {
    const told = reason(thrownBy(() => JSON.parse('Mme Confidentielle')));
    expect(told).toMatch(/^SyntaxError/);
    expect(told).not.toContain('Confid');
  });

  it('never repeats what a library says, but its code', () => {
    const db = openConnection(':memory:');
    const told = reason(thrownBy(() => db.exec("INSERT INTO counters VALUES ('Confidentielle', 'x', 'y')")));
    expect(told).toMatch(/^SqliteError SQLITE_CONSTRAINT/);
    expect(told).not.toContain('counters');
  });

  it('names what the system refused, not the file', () => {
    const told = reason(thrownBy(() => readFileSync('/nowhere/Confidentielle.eml')));
    expect(told).toContain('ENOENT open');
    expect(told).not.toContain('Confid');
  });

  it('tells the causes the same way', () => {
    const cause = thrownBy(() => JSON.parse('Confidentielle'));
    expect(reason(new Error('the form is not read', { cause }))).toMatch(/^the form is not read \(SyntaxError/);
    expect(reason(new TransportError('SMTP h:25 CONN', 'temporary', cause))).toBe('SMTP h:25 CONN');
  });

  it('is not fooled by a message that looks like a stack', () => {
    const error = thrownBy(() => JSON.parse(`"\n    at x (${import.meta.filename}:1:1)\nConfidentielle`));
    expect(reason(error)).not.toContain('Confid');
  });
});
