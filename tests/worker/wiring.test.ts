import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../worker/config.ts';
import { certificatesOf, postmanOf } from '../../worker/wiring.ts';
import { freePort } from '../servers/free-port.ts';
import { officeFor } from '../builders/office.ts';
import { startSmtpSink, type SmtpSink } from '../servers/smtp-sink.ts';

const sinks: SmtpSink[] = [];

afterEach(() => Promise.all(sinks.splice(0).map((each) => each.stop())));

const folder = mkdtempSync(join(tmpdir(), 'guichet-wiring-'));
const configWith = (smtp: Record<string, unknown>) =>
  loadConfig(officeFor({ port: 1 }, 1, { smtp: { host: '127.0.0.1', ...smtp } }).config);

describe('the outgoing server whose secret cannot be read', () => {
  const mail = {
    returnAddress: 'a@agence.example',
    recipient: 'b@alba.example',
    bytes: Buffer.from('Subject: x\r\n\r\nx'),
  };

  it('is at fault, not the letter; it is used as soon as the secret is there', async () => {
    const file = join(folder, 'secret');
    const sink = await startSmtpSink({ security: 'none', account: { user: 'guichet', password: 'juste' } });
    sinks.push(sink);
    const login = { user: 'guichet', password: { file } };
    const postman = postmanOf(configWith({ port: sink.port, security: 'none', ...login }));
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'machine', about: 'server' });
    writeFileSync(file, 'juste\n');
    await expect(postman.send(mail)).resolves.toContain('250');
    postman.close();
    rmSync(file);
  });

  it('can be left without having been reached', () => {
    const postman = postmanOf(configWith({ port: 1, security: 'none' }));
    expect(() => postman.close()).not.toThrow();
  });
});

describe('the look at certificates', () => {
  it('tells of an authority that cannot be read, and never rejects', async () => {
    const port = await freePort();
    const config = configWith({ port, security: 'tls', authorityFile: join(folder, 'absent.pem') });
    expect(await certificatesOf(config)).toEqual([
      { server: `127.0.0.1:${port}`, problem: 'fichier de l’autorité illisible' },
    ]);
  });
});
