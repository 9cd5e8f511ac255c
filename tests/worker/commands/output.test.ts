import { describe, expect, it } from 'vitest';
import { officeFor } from '../../builders/office.ts';

/** Runs a command before a reader that has left, with one of its outputs or both, and tells the command's own code. */
const unread = (outputs: string) => [
  'bash',
  '-c',
  `exec 3>&1; "$@" ${outputs} | true; echo "\${PIPESTATUS[0]}" >&3`,
  'bash',
];

describe('a reader that has left', () => {
  it.each([
    ['rules', 0],
    ['status', 12],
  ])('is no fault of `guichet %s`, which ends quietly, with its own code', async (command, expected) => {
    const { out, err } = await officeFor({ port: 9 }, 9).runUnder(unread(''), command, '--json');
    expect([out, err]).toEqual([`${expected}\n`, '']);
  });

  it('does not change the code of a mistake either', async () => {
    const { out } = await officeFor({ port: 9 }, 9, { smtp: {} }).runUnder(unread('2>&1 >/dev/null'), 'status');
    expect(out).toBe('78\n');
  });
});
