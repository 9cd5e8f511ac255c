import { describe, expect, it } from 'vitest';
import { contentKey, fingerprint } from '../../parsers/fingerprint.ts';

const mail = (trace: string, body = 'Bonjour') =>
  Buffer.from(`${trace}From: a@alba.example\r\nSubject: Demande\r\n\r\n${body}`, 'latin1');

describe('what a mail wants', () => {
  it('is the same under another Message-ID, and behind what a reply or a forward puts before its subject', () => {
    expect(contentKey('Bonjour', 'TR: Demande Doloxal', [])).toBe(contentKey('Bonjour !', 'Demande Doloxal', []));
  });

  it('is another where the same words stand under another subject', () => {
    expect(contentKey('Bonjour', 'Demande Nervadine', [])).not.toBe(contentKey('Bonjour', 'Demande Doloxal', []));
  });

  it('is not known of a mail without words and files', () => {
    expect(contentKey(' ', 'Demande', [])).toBeUndefined();
  });
});

describe('the fingerprint of a mail', () => {
  it('does not change with the way it travelled', () => {
    const first = mail(
      'Received: from a by b;\r\n\tMon, 1 Jun 2026 09:00:00 +0200\r\nDelivered-To: import@agence.example\r\n',
    );
    const second = mail('Return-Path: <a@alba.example>\r\nReceived: from c by d\r\nX-Spam-Score: 0\r\n');
    expect(fingerprint(first)).toBe(fingerprint(second));
  });

  it('does not change with what Exchange Online writes for each of its mailboxes', () => {
    const delivered = (mailbox: string) =>
      mail(
        `X-Microsoft-Antispam-Mailbox-Delivery: ${mailbox}\r\nX-Forefront-Antispam-Report: CIP:${mailbox}\r\n` +
          `X-MS-Office365-Filtering-Correlation-Id: ${mailbox}\r\nX-EOP-Message: ${mailbox}\r\n`,
      );
    expect(fingerprint(delivered('import'))).toBe(fingerprint(delivered('export')));
  });

  it('does not change with the line ends of its headers', () => {
    const unix = Buffer.from('From: a@alba.example\nSubject: Demande\n\nBonjour');
    expect(fingerprint(unix)).toBe(fingerprint(mail('')));
  });

  it.each([
    ['another text', mail('', 'Bonsoir')],
    ['another header', mail('Message-ID: <1@alba.example>\r\n')],
  ])('changes with %s', (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint(mail('')));
  });

  it('looks for what servers add in the first megabyte', () => {
    const relayed = (by: string, before: string) => fingerprint(mail(`${before}Received: from ${by}\r\n`));
    const long = `X-Long: ${'a'.repeat(1024 * 1024)}\r\n`;
    expect(relayed('a', 'X-Short: a\r\n')).toBe(relayed('b', 'X-Short: a\r\n'));
    expect(relayed('a', long)).not.toBe(relayed('b', long));
  });

  it('exists for any bytes', () => {
    expect(fingerprint(new Uint8Array())).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(Buffer.from('\r\n\r\n'))).toMatch(/^[0-9a-f]{64}$/);
  });
});
