import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officeFor } from '../../builders/office.ts';

describe('a configuration in which a secret was written by mistake', () => {
  it.each(['hunter2: oops', '"hunter2', '!hunter2 oops', '*hunter2'])(
    'is refused, and nothing of the line is repeated: %s',
    async (slip) => {
      const office = officeFor({ port: 9 }, 9);
      appendFileSync(office.config, `imap:\n  password: ${slip}\n`);
      const { code, out, err } = await office.run('cases');
      expect(code, err).toBe(78);
      expect(out + err).not.toContain('hunter2');
    },
  );
});
