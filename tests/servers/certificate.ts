import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts: an authority made for one test run, and a certificate of it for `localhost` and 127.0.0.1. */
export interface Certificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

let made: Certificate | undefined;

/** An authority that nobody else trusts and a server certificate of it, made once with the `openssl` command. */
export function testCertificate(): Certificate {
  made ??= makeCertificate();
  return made;
}

/** The same, but the server's certificate ended yesterday. */
export function expiredCertificate(): Certificate {
  expired ??= makeCertificate(-1);
  return expired;
}

let expired: Certificate | undefined;

/** `days` the server's certificate is still good. */
function makeCertificate(days = 2): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'guichet-ca-'));
  const file = (name: string) => join(directory, name);
  const key = (name: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    file(name),
  ];
  try {
    writeFileSync(file('names.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
    openssl(
      'req',
      '-x509',
      ...key('ca.key'),
      '-out',
      file('ca.pem'),
      '-days',
      '2',
      '-subj',
      '/CN=Guichet test authority',
    );
    openssl('req', ...key('server.key'), '-out', file('server.csr'), '-subj', '/CN=localhost');
    const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('names.cnf')];
    openssl('x509', '-req', '-in', file('server.csr'), ...signed, '-out', file('server.pem'), '-days', `${days}`);
    const read = (name: string) => readFileSync(file(name), 'utf8');
    return { ca: read('ca.pem'), cert: read('server.pem'), key: read('server.key') };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
