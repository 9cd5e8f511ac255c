import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountOf, ConfigError, loadConfig, missingSecrets, secretOf } from '../../worker/config.ts';

const root = join(import.meta.dirname, '..', '..');

function written(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'guichet-config-')), 'guichet.yaml');
  writeFileSync(file, yaml);
  return file;
}

function mistakesOf(yaml: string): readonly string[] {
  try {
    loadConfig(written(yaml));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

const valid = `
service: { name: Service, postalAddress: 1 rue des Lilas, telephone: 01 00 00 00 00, recourse: Deux mois. }
mailboxes:
  import: { address: import@agence.example }
  export: { address: export@agence.example, imap: { host: autre.example, port: 993, user: e, password: { env: E } } }
imap: { host: imap.example, port: 993, user: u, password: { env: GUICHET_TEST_PASSWORD } }
smtp: { host: smtp.example, port: 587, security: starttls }
storage: { directory: var }
`;

describe('the configuration', () => {
  it('reads the commented example of the repository', () => {
    const config = loadConfig(join(root, 'guichet.example.yaml'));
    expect(config.requests.imputationTable).toBe('series');
  });

  it('gives each mailbox its own account, or the common one', () => {
    const config = loadConfig(written(valid));
    expect(accountOf(config, 'import')?.host).toBe('imap.example');
    expect(accountOf(config, 'export')?.host).toBe('autre.example');
  });

  it.each(['name', 'postalAddress', 'telephone', 'recourse'])(
    'refuses to do without service.%s, and says which law asks for it',
    (key) => {
      const mistakes = mistakesOf(valid.replace(new RegExp(`${key}: [^,}]+[,]?`), ''));
      expect(mistakes.join()).toMatch(new RegExp(`service\\.${key}.*R112-11-1`));
    },
  );

  it.each(['À vérifier', 'quarantaine'])('refuses an inbox that is also a folder for what is done (%s)', (inbox) => {
    const mistakes = mistakesOf(valid.replace('import@agence.example }', `import@agence.example, inbox: ${inbox} }`));
    expect(mistakes.join()).toMatch(/^mailboxes\.import\.inbox\u00a0: est aussi le dossier folders\.\w+$/);
  });

  it('tells every mistake at once', () => {
    const mistakes = mistakesOf(`
service: { name: "", telephone: 01 00 00 00 00, postalAddress: x, recours: faute de frappe }
mailboxes: { import: { address: pas-une-adresse }, export: { address: e@agence.example } }
smtp: { host: smtp.example, port: 99999, security: ssl }
storage: { directory: var }
`);
    for (const expected of [
      'service.name',
      'service.recourse',
      'recours',
      'mailboxes.import.address',
      'smtp.port',
      'smtp.security',
      'mailboxes.export',
    ]) {
      expect(mistakes.join('\n')).toContain(expected);
    }
  });

  it('refuses a secret written in the file', () => {
    expect(mistakesOf(valid.replace('{ env: GUICHET_TEST_PASSWORD }', 'hunter2')).join()).toContain('imap.password');
  });

  it('names the secrets it cannot read, and prints none', () => {
    process.env['GUICHET_TEST_PASSWORD'] = 'sesame';
    const config = loadConfig(written(valid));
    expect(missingSecrets(config)).toEqual([
      expect.stringMatching(/^mailboxes\.export\.imap\.password\u00a0: .*E est vide/),
    ]);
    expect(secretOf({ env: 'GUICHET_TEST_PASSWORD' })).toBe('sesame');
    expect(JSON.stringify(config)).not.toContain('sesame');
    const empty = written('\n');
    expect(() => secretOf({ file: empty })).toThrow(`le fichier ${empty} est vide`);
    delete process.env['GUICHET_TEST_PASSWORD'];
  });

  it('names an account of two mailboxes once, by its key, with what it lacks', () => {
    const shared = valid
      .replace(/, imap: \{ host: autre.*/, ' }')
      .replace('user: u,', 'user: u, authorityFile: /none,');
    expect(missingSecrets(loadConfig(written(shared)))).toEqual([
      expect.stringMatching(/^imap\.password\u00a0: .*GUICHET_TEST_PASSWORD/),
      'imap.authorityFile\u00a0: le fichier /none ne peut pas être lu',
    ]);
  });

  it('says that a file is not YAML, and where', () => {
    const slip = valid.replace('smtp: {', 'smtp:\n  password: hunter2: oops\n  more: {');
    expect(mistakesOf(slip)).toEqual(['YAML illisible\u00a0: ligne 8, colonne 13 (BLOCK_AS_IMPLICIT_KEY)']);
  });
});
