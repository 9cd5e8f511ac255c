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
    ["filename*=iso-8859-1'fr'D%E9claration.pdf", 'Déclaration.pdf'],
    [
      'filename*0*=utf-8\'\'D%C3%A9clar;\r\n filename*1*=ation%20n%C2%B0;\r\n filename*2=" 3.pdf"',
      'Déclaration n° 3.pdf',
    ],
    ['filename="=?utf-8?B?RMOpY2xhcmF0aW9u?=\r\n =?utf-8?Q?_n=C2=B0_3.pdf?="', 'Déclaration n° 3.pdf'],
    ['filename="D\xe9claration.pdf"', 'Déclaration.pdf'],
    ['filename="D\xc3\xa9claration.pdf"', 'Déclaration.pdf'],
    ["filename*=utf-8''facture%E2%80%AEfdp.exe", 'facturefdp.exe'],
    ["filename*=utf-8''a%00b.pdf", 'ab.pdf'],
    ["filename*=utf-8''..%2F..%2Fa.pdf", 'a.pdf'],
    ['filename=sans-extension', 'sans-extension'],
    ['filename=""', 'pièce 2'],
    ['filename="/"', 'pièce 2'],
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

  it.each([5000, 50_000])('shows a file name of %d signs without most of them', async (length) => {
    const opened = await open(withAttachment(`Content-Disposition: attachment; filename="${'a'.repeat(length)}.pdf"`));
    expect(opened.parts[0]?.file).toMatch(/^a{110,}….pdf$/);
  });

  it('names a part that has no name by its place', async () => {
    const opened = await open(withAttachment('Content-Disposition: attachment'));
    expect(opened.parts[0]?.file).toBe('pièce 2');
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

/** A mail whose body is as given, byte by byte. */
const body = (type: string, text: string, encoding = '8bit') =>
  mail('From: a@alba.example', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', text);

const textOf = async (bytes: Uint8Array) => (await open(bytes)).text.trim();

describe('the text of a mail', () => {
  const utf8 = Buffer.from('Quantité : 15 boîtes à 3 €').toString('latin1');
  const latin9 = 'Quantit\xe9 : 15 bo\xeetes \xe0 3 \xa4';
  const windows = 'Quantit\xe9 : 15 bo\xeetes \xe0 3 \x80';

  it.each([
    ['UTF-8', 'text/plain; charset=utf-8', utf8],
    ['UTF-8 that nobody declared', 'text/plain', utf8],
    ['UTF-8 declared as latin-1', 'text/plain; charset=iso-8859-1', utf8],
    ['UTF-8 declared as ASCII', 'text/plain; charset=us-ascii', utf8],
    ['windows-1252', 'text/plain; charset=windows-1252', windows],
    ['windows-1252 declared as latin-1', 'text/plain; charset=iso-8859-1', windows],
    ['windows-1252 declared as UTF-8', 'text/plain; charset=utf-8', windows],
    ['windows-1252 that nobody declared', 'text/plain', windows],
    ['windows-1252 under an unknown name', 'text/plain; charset=x-inconnu', windows],
    ['latin-9', 'text/plain; charset=iso-8859-15', latin9],
  ])('is right in %s', async (_, type, text) => {
    expect(await textOf(body(type, text))).toBe('Quantité : 15 boîtes à 3 €');
    const base64 = Buffer.from(text, 'latin1').toString('base64');
    expect(await textOf(body(type, base64, 'base64'))).toBe('Quantité : 15 boîtes à 3 €');
    const quoted = text.replace(/[^ -<>-~]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    expect(await textOf(body(type, quoted, 'quoted-printable'))).toBe('Quantité : 15 boîtes à 3 €');
  });

  it('keeps the letters of UTF-8 around one that was cut', async () => {
    expect(await textOf(body('text/plain; charset=utf-8', `${utf8} \xc3`))).toBe('Quantité : 15 boîtes à 3 € \ufffd');
  });

  it('joins the lines that format=flowed broke (RFC 3676)', async () => {
    const lines = 'Conditionnement : bo\xeete de \r\n30 comprim\xe9s\r\nDosage : 5 mg';
    const flowed = 'text/plain; charset=windows-1252; format=flowed';
    expect(await textOf(body(flowed, lines))).toBe('Conditionnement : boîte de 30 comprimés\nDosage : 5 mg');
    const delSp = 'Code : AB \r\nCD\r\nDosage : 5 mg';
    expect(await textOf(body(`${flowed}; delsp=yes`, delSp))).toBe('Code : ABCD\nDosage : 5 mg');
  });

  const multipart = (subtype: string, ...parts: string[]) =>
    `Content-Type: multipart/${subtype}; boundary="${subtype}"\r\n\r\n${parts.map((each) => `--${subtype}\r\n${each}\r\n`).join('')}--${subtype}--`;
  const plain = (text: string) => `Content-Type: text/plain\r\n\r\n${text}`;
  const html = (text: string) => `Content-Type: text/html\r\n\r\n<p>${text}</p>`;
  const pdf = 'Content-Type: application/pdf; name=f.pdf\r\n\r\n%PDF-1.4';
  const image = 'Content-Type: image/png; name=logo.png\r\nContent-ID: <x>\r\n\r\nPNG';
  const read = async (entity: string) => {
    const opened = await open(mail('From: a@alba.example', entity));
    return [opened.text.trim().split('\n'), opened.parts.map(({ path, file }) => `${path} ${file}`)];
  };

  it.each([
    ['an alternative without plain text', multipart('alternative', plain(''), html('riche')), ['riche'], []],
    ['an alternative', multipart('alternative', plain('simple'), html('riche')), ['simple'], []],
    [
      'an alternative whose plain text is a stub',
      multipart('alternative', plain('HTML requis'), html('Dosage : 5 mg, quantité : 15 boîtes')),
      ['Dosage : 5 mg, quantité : 15 boîtes'],
      [],
    ],
    [
      'text, a file, text, as Apple Mail writes',
      multipart('mixed', plain('avant'), pdf, plain('après')),
      ['avant', 'après'],
      ['2 f.pdf'],
    ],
    ['plain text beside HTML', multipart('mixed', plain('avant'), html('après'), pdf), ['avant', 'après'], ['3 f.pdf']],
    [
      'a mixed in an alternative',
      multipart('alternative', plain(''), multipart('mixed', html('avant'), pdf, html('après'))),
      ['avant', 'après'],
      ['2.2 f.pdf'],
    ],
    [
      'a mixed in an alternative in a related',
      multipart('related', multipart('alternative', plain('simple'), multipart('mixed', html('riche'), pdf)), image),
      ['simple'],
      ['1.2.2 f.pdf', '2 logo.png'],
    ],
    ['an unknown multipart', multipart('inconnu', plain('a'), pdf), ['a'], ['2 f.pdf']],
    [
      'a text as attachment',
      multipart(
        'mixed',
        plain('a'),
        'Content-Type: text/plain; name=n.txt\r\nContent-Disposition: attachment\r\n\r\nb',
      ),
      ['a'],
      ['2 n.txt'],
    ],
    ['no closing boundary', multipart('mixed', plain('a'), pdf).replace(/--mixed--$/, ''), ['a'], ['2 f.pdf']],
    ['the same file twice', multipart('mixed', plain('a'), pdf, pdf), ['a'], ['2 f.pdf', '3 f.pdf']],
  ])('is whole in %s', async (_, entity, lines, parts) => {
    const accented = Buffer.from(entity).toString('latin1');
    expect(await read(accented)).toEqual([lines, parts]);
  });

  it.each([
    ['without a boundary', 'multipart/mixed', ['Dosage : 5 mg'], []],
    ['without a boundary, but parted', 'multipart/mixed', ['a'], ['2 f.pdf'], multipart('mixed', plain('a'), pdf)],
    ['under another boundary', 'multipart/mixed; boundary=x', ['a'], ['2 f.pdf'], multipart('mixed', plain('a'), pdf)],
  ])('is there in a multipart %s', async (_, type, lines, parts, entity = 'x\r\n\r\nDosage : 5 mg') => {
    expect(await read(entity.replace(/^.*/, `Content-Type: ${type}`))).toEqual([lines, parts]);
  });

  it('is found thirty levels deep', async () => {
    let entity = plain('Dosage : 5 mg');
    for (let level = 0; level < 30; level += 1) {
      entity = `Content-Type: multipart/mixed; boundary=n${level}x\r\n\r\n--n${level}x\r\n${entity}\r\n--n${level}x--`;
    }
    expect((await read(entity))[0]).toEqual(['Dosage : 5 mg']);
  });

  it('or a refusal is all that ten thousand levels give', async () => {
    const level = (index: number) => `Content-Type: multipart/mixed; boundary=n${index}x\r\n\r\n--n${index}x\r\n`;
    const entity = Array.from({ length: 10_000 }, (_, index) => level(index)).join('') + plain('x');
    await expect(open(mail('From: a@alba.example', entity))).rejects.toThrow();
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
