import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('a file that the configuration names and that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-named-'));
  const nowhere = join(folder, 'nowhere');
  const smtp = { host: '127.0.0.1', port: 9, security: 'tls' };

  it.each([
    ['config', { ...smtp, authorityFile: nowhere }, 'smtp.authorityFile'],
    ['config', { ...smtp, authorityFile: folder }, 'smtp.authorityFile'],
    ['config', { ...smtp, user: 'u', password: { file: nowhere } }, 'smtp.password'],
    ['status', { ...smtp, authorityFile: nowhere }, 'smtp.authorityFile'],
    ['once', { ...smtp, authorityFile: nowhere }, 'smtp.authorityFile'],
    ['run', { ...smtp, authorityFile: nowhere }, 'smtp.authorityFile'],
  ])('is named by its key: guichet %s %j', async (command, over, key) => {
    const { code, out, err } = await officeFor({ port: 9 }, 9, { smtp: over }).runUnder(['timeout', '20'], command);
    expect(code, out + err).toBe(78);
    expect(out + err).toMatch(new RegExp(`${key}\u00a0: .*ne peut pas être lu`));
  });

  it('is no hindrance to a look that needs no secret', async () => {
    const office = officeFor({ port: 9 }, 9, { smtp: { ...smtp, user: 'u', password: { file: nowhere } } });
    expect((await office.run('status')).code).toBe(12);
  });
});
