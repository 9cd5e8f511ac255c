import type { HostileMail, Kept } from './hostile-file.ts';
import { noise } from './pdfs.ts';

const headers = [
  'From: Claire Aubert <claire.aubert@aubraie.example>',
  'To: importation-medicaments@agence.example',
  'Subject: Demande',
  'Date: Mon, 01 Jun 2026 09:30:00 +0200',
  'Message-ID: <hostile@mail.example>',
  'MIME-Version: 1.0',
];

const mail = (name: string, keeps: Kept, build: (form: string) => string | Buffer): HostileMail => ({
  family: 'mail',
  name: `mail: ${name}`,
  mail: (form) => Buffer.from(build(form) as string, 'latin1'),
  keeps,
});

/** Mails whose own structure is the attack. */
export const hostileMails: readonly HostileMail[] = [
  mail('multipart 1,000 deep', 'sender', (form) => nested(1_000, form)),
  mail('multipart 10,000 deep', 'sender', (form) => nested(10_000, form)),
  mail('multipart 50 deep', 'form', (form) => nested(50, form)),
  mail('mail in a mail, 1,000 times', 'form', (form) => beside(form, [mailInMail(1_000)])),
  mail('mail in a mail, 20,000 times', 'form', (form) => beside(form, [mailInMail(20_000)])),
  mail('500 small parts', 'form', (form) => beside(form, Array<string>(500).fill('Content-Type: text/csv\r\n\r\na'))),
  mail('20,000 parts', 'sender', (form) => beside(form, Array<string>(20_000).fill('Content-Type: text/csv\r\n\r\na'))),
  mail('20,000 parts without a header', 'sender', (form) => beside(form, Array<string>(20_000).fill('\r\n'))),
  mail('html of 1.6 MB of nested tags', 'form', (form) => beside(form, [html('<b>'.repeat(533_000))])),
  mail('html of 3 MB of nested tags', 'form', (form) => beside(form, [html('<div><i>'.repeat(375_000))])),
  mail('html of 3 MB of tags never closed', 'form', (form) => beside(form, [html('<'.repeat(3_000_000))])),
  mail('html of 3 MB of one attribute', 'form', (form) =>
    beside(form, [html(`<a href="${'x'.repeat(3_000_000)}">a</a>`)]),
  ),
  mail('html of 600,000 entities', 'form', (form) => beside(form, [html('&eacute;'.repeat(375_000))])),
  mail('html of tables in tables', 'form', (form) => beside(form, [html('<table><tr><td>'.repeat(20_000))])),
  mail('html of 5,000 columns', 'form', (form) =>
    beside(form, [html(`<table><tr>${'<td colspan=1000>a'.repeat(5_000)}</table>`)]),
  ),
  mail('html of 100,000 columns and rows declared', 'form', (form) =>
    beside(form, [html('<table><tr><td colspan=100000 rowspan=100000>a</td></tr><tr><td>b</td></tr></table>')]),
  ),
  mail('a header of 3 MB', 'sender', (form) => beside(form, [], [`X-Long: ${'a'.repeat(3_000_000)}`])),
  mail('a header of 3 MB, folded', 'sender', (form) => beside(form, [], [`X-Long: ${'a\r\n '.repeat(750_000)}`])),
  mail('100,000 headers', 'sender', (form) => beside(form, [], Array<string>(100_000).fill('X-A: b'))),
  mail('100,000 recipients', 'sender', (form) =>
    beside(form, [], [`Cc: ${'a@b.example, '.repeat(100_000)}c@d.example`]),
  ),
  mail('50,000 comments in an address', 'form', (form) => beside(form, [], [`Cc: ${'('.repeat(50_000)}a@b.example`])),
  mail('100,000 references', 'sender', (form) => beside(form, [], [`References: ${'<a@b.example> '.repeat(100_000)}`])),
  mail('60,000 encoded words', 'sender', (form) =>
    beside(form, [], [`X-Words: ${'=?utf-8?Q?=C3=A9?= '.repeat(60_000)}`]),
  ),
  mail('a type of 30,000 parameters', 'sender', (form) => beside(form, [typed(30_000)])),
  mail('a line of 5 MB', 'form', (form) => beside(form, [`Content-Type: text/plain\r\n\r\n${'a '.repeat(2_500_000)}`])),
  mail('5 MB of empty lines', 'form', (form) =>
    beside(form, [`Content-Type: text/plain\r\n\r\n${'\r\n'.repeat(2_500_000)}`]),
  ),
  mail('1,000,000 quoted lines', 'form', (form) =>
    beside(form, [`Content-Type: text/plain\r\n\r\n${'> a\r\n'.repeat(1_000_000)}`]),
  ),
  mail('quoted-printable of 6 MB', 'form', (form) =>
    beside(form, [
      `Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=3D='.repeat(1_500_000)}`,
    ]),
  ),
  mail('an unknown character set', 'form', (form) =>
    beside(form, ['Content-Type: text/plain; charset="x-none"\r\n\r\nBonjour']),
  ),
  mail('a boundary never closed', 'form', (form) => beside(form, []).replace(/--FIN--\r\n$/, '')),
  mail('a boundary that is empty', 'form', (form) => beside(form, []).replace('boundary=FIN', 'boundary=""')),
  mail('no header at all', 'itself', () => 'Bonjour'),
  mail('nothing', 'itself', () => ''),
  ...[11, 12, 13].map((seed) => mail(`noise, ${seed}`, 'itself', () => noise(100_000, seed))),
  mail('noise behind good headers', 'sender', () =>
    Buffer.concat([
      Buffer.from(`${headers.join('\r\n')}\r\nContent-Type: multipart/mixed; boundary=FIN\r\n\r\n`),
      noise(1_000_000),
    ]),
  ),
];

/** The form between other parts, after a line of text. */
function beside(form: string, parts: readonly string[], more: readonly string[] = []): string {
  const all = ['Content-Type: text/plain\r\n\r\nBonjour', ...parts, formPart(form)];
  const top = [...headers, ...more, 'Content-Type: multipart/mixed; boundary=FIN', '', ''].join('\r\n');
  return `${top}${all.map((each) => `--FIN\r\n${each}\r\n`).join('')}--FIN--\r\n`;
}

function formPart(form: string): string {
  return `Content-Type: application/pdf; name="formulaire.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${form}`;
}

/** The form at the bottom of boxes in boxes. */
function nested(depth: number, form: string): string {
  const opened = Array.from(
    { length: depth },
    (_, index) => `Content-Type: multipart/mixed; boundary=B${index}\r\n\r\n--B${index}\r\n`,
  );
  const closed = Array.from({ length: depth }, (_, index) => `\r\n--B${depth - 1 - index}--`);
  return `${headers.join('\r\n')}\r\n${opened.join('')}${formPart(form)}${closed.join('')}\r\n`;
}

function mailInMail(depth: number): string {
  return `${'Content-Type: message/rfc822\r\n\r\n'.repeat(depth)}Content-Type: text/plain\r\n\r\nfin`;
}

function html(body: string): string {
  return `Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>${body}`;
}

/** A file name in pieces (RFC 2231 §3). */
function typed(pieces: number): string {
  const name = Array.from({ length: pieces }, (_, index) => `;\r\n name*${index}=a`);
  return `Content-Type: application/octet-stream${name.join('')}\r\n\r\nx`;
}
