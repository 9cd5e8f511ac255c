import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { lightenMessage } from '../../parsers/lighten-message.ts';
import { openMessage } from '../../parsers/message.ts';
import { parseMime } from '../../parsers/mime-parser.ts';
import { readableText } from '../../parsers/readable-text.ts';

/** Any bytes, a few kilobytes, always the same. */
const file = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919 + (index >> 3)) % 256));

const lines = (base64: string, width: number, end: string) =>
  (base64.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(end);

function mail(body: string, { type = 'application/pdf', encoding = 'base64', boundary = 'b' } = {}): Buffer {
  return Buffer.from(
    [
      'From: a@alba.example',
      `Content-Type: multipart/mixed; boundary=${boundary}`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain',
      '',
      'Voir --ci-joint',
      '--',
      'A. B.',
      `--${boundary}`,
      `Content-Type: ${type}; name=x.pdf`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
    'latin1',
  );
}

/** What this room opens, and what mailparser opens alone. */
async function both(bytes: Buffer) {
  const ours = await openMessage(bytes, sha256(bytes)).catch(() => undefined);
  const alone = await parseMime(bytes).catch(() => undefined);
  return {
    ours: ours?.parts.map((each) => sha256(each.bytes)),
    alone: alone?.files.map((each) => sha256(each.content)),
    texts: [ours?.text, alone && readableText(alone.tree).text],
  };
}

const base64 = file(5000).toString('base64');

describe('a file taken out before the mail is parsed', () => {
  it('is decoded to the same bytes', async () => {
    const bytes = mail(lines(base64, 76, '\r\n'));
    expect(lightenMessage(bytes, 'secret').files.map(sha256)).toEqual([sha256(file(5000))]);
    const { ours, alone } = await both(bytes);
    expect(ours).toEqual(alone);
  });

  it.each([
    ['lines of another width', mail(lines(base64, 64, '\r\n'))],
    ['lines that are no multiple of four', mail(lines(base64, 75, '\r\n'))],
    ['bare line feeds', mail(lines(base64, 76, '\n'))],
    ['no line ends at all', mail(base64)],
    ['spaces between the lines', mail(lines(base64, 76, ' \r\n'))],
    ['signs that are not base64', mail(lines(base64.replaceAll('A', '*'), 76, '\r\n'))],
    ['an end in the middle', mail(lines(base64.slice(0, 3001), 76, '\r\n'))],
    ['padding in the middle', mail(lines(`${file(1000).toString('base64')}${base64}`, 76, '\r\n'))],
    ['text behind the padding', mail(`${lines(base64, 76, '\r\n')}\r\nBonjour`)],
    ['another encoding', mail(lines(base64, 76, '\r\n'), { encoding: 'quoted-printable' })],
    ['a text type', mail(lines(base64, 76, '\r\n'), { type: 'text/plain' })],
    ['an attached mail', mail(lines(base64, 76, '\r\n'), { type: 'message/rfc822' })],
    ['a boundary of hyphens', mail(lines(base64, 76, '\r\n'), { boundary: '--' })],
    ['no end boundary', mail(lines(base64, 76, '\r\n')).subarray(0, -10)],
    ['nothing in it', mail('')],
  ])('gives what mailparser gives, with %s', async (_, bytes) => {
    const { ours, alone, texts } = await both(bytes);
    expect(ours).toEqual(alone);
    expect(texts[0]).toBe(texts[1]);
  });

  it('cannot be obtained by an attachment that imitates its token', async () => {
    const forged = Buffer.from('file taken out: 0 0000').toString('base64');
    const part = `\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${forged}`;
    const { ours, alone } = await both(mail(lines(base64, 76, '\r\n') + part));
    expect(ours).toEqual(alone);
  });

  it('is the same file however the mail is damaged', async () => {
    const whole = mail(lines(base64, 76, '\r\n'));
    const position = fc.nat(whole.length - 1);
    await fc.assert(
      fc.asyncProperty(position, fc.nat(255), position, fc.nat(40), async (at, value, from, length) => {
        const flipped = Buffer.from(whole);
        flipped[at] = value;
        const cut = Buffer.concat([flipped.subarray(0, from), flipped.subarray(from + length)]);
        const { ours, alone } = await both(cut);
        expect(ours).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });
});
