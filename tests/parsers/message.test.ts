import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { openMessage, safeFileName } from '../../parsers/message.ts';

const open = (bytes: Uint8Array) => openMessage(bytes, sha256(bytes));

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');

const withAttachment = (disposition: string) =>
  mail(
    'From: "A, B" <a@alba.example>',
    'Subject: =?utf-8?Q?Demande_d=E2=80=99importation?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=windows-1252',
    '',
    'Voil\xe0 l\x92envoi.',
    '--b',
    'Content-Type: application/pdf',
    disposition,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('%PDF-1.7').toString('base64'),
    '--b--',
    '',
  );

describe('an opened mail', () => {
  it('gives sender, decoded subject, text in its own charset and each part', async () => {
    const opened = await open(withAttachment('Content-Disposition: attachment; filename="Demande.pdf"'));
    expect(opened.headers.from).toEqual({ address: 'a@alba.example', name: 'A, B' });
    expect(opened.headers.subject).toBe('Demande d’importation');
    expect(opened.text.trim()).toBe('Voilà l’envoi.');
    expect(opened.parts.map(({ path, file }) => [path, file])).toEqual([['2', 'Demande.pdf']]);
    expect(Buffer.from(opened.parts[0]?.bytes ?? []).toString()).toBe('%PDF-1.7');
  });

  it.each([
    ["filename*=utf-8''D%C3%A9claration.pdf", 'Déclaration.pdf'],
    ['filename="=?iso-8859-1?Q?D=E9claration.pdf?="', 'Déclaration.pdf'],
    ['filename="../../etc/passwd"', 'passwd'],
    ['filename="C:\\\\Users\\\\x\\\\form.pdf"', 'form.pdf'],
  ])('shows %s as %s', async (parameter, shown) => {
    const opened = await open(withAttachment(`Content-Disposition: attachment; ${parameter}`));
    expect(opened.parts[0]?.file).toBe(shown);
  });

  it('gives the text of a mail that has only HTML, table cells apart', async () => {
    const html = '<p>Bonjour,</p><table><tr><td>Quantit&eacute;</td><td>15 bo&icirc;tes</td></tr></table>';
    const opened = await open(mail('From: a@alba.example', 'Content-Type: text/html', '', html));
    expect(opened.text).toContain('Bonjour,');
    expect(opened.text).toMatch(/Quantité\s+15 boîtes/);
  });

  it('takes the first real address of a From that holds several', async () => {
    const opened = await open(mail('From: nobody, <x@alba.example>, <y@aubraie.example>', '', 'x'));
    expect(opened.headers.from?.address).toBe('x@alba.example');
  });

  it('reads as text no more of nested HTML than its cap', async () => {
    const bomb = '<b>'.repeat(500_000) + 'x';
    const opened = await open(mail('From: a@alba.example', 'Content-Type: text/html', '', bomb));
    expect(opened.text.length).toBeLessThan(200_001);
  });

  it('opens any bytes, or refuses them, without ever hanging', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const opened = await open(bytes).catch(() => 'refused');
        expect(opened).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file name', () => {
  it('loses its folders, its control signs and its direction marks', () => {
    expect(safeFileName('..\\..\\a\u202Efdp.exe')).toBe('afdp.exe');
    expect(safeFileName('a\r\nb.pdf')).toBe('ab.pdf');
  });

  it('keeps its extension when it is too long to show', () => {
    const shown = safeFileName('x'.repeat(500) + '.pdf');
    expect(shown.endsWith('….pdf')).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(120);
  });
});
