import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { logoPng } from './logo.ts';
import { buildMail } from './mail.ts';
import type { Naming } from './mime-headers.ts';

const file = (name: string, naming?: Naming) => ({
  name,
  content: Buffer.from('%PDF-1.4'),
  ...(naming === undefined ? {} : { naming }),
});

describe('a built mail', () => {
  it('is read back as it was written', async () => {
    const text = `Chère équipe,\n\n${'une ligne très longue, '.repeat(20)}\nfin = terminé \n`;
    const mail = await simpleParser(buildMail({ from: 'Hélène Marchais <h@aubraie.example>', subject: 'Été', text }));
    expect(mail.from?.value).toEqual([{ address: 'h@aubraie.example', name: 'Hélène Marchais' }]);
    expect(mail.subject).toBe('Été');
    expect(mail.text).toBe(text);
  });

  it.each([['rfc2231'], ['rfc2047']] as const)('keeps the accents of long file names written as %s', async (naming) => {
    const name = 'Lettre de demande signée – Néravoxa à l’attention de l’agence (n° 2).pdf';
    const { attachments } = await simpleParser(buildMail({ attachments: [file(name, naming)] }));
    expect(attachments.map((each) => each.filename)).toEqual([name]);
  });

  it('holds only ASCII and lines that servers accept', () => {
    const bytes = buildMail({
      subject: 'é'.repeat(300),
      text: 'à'.repeat(3_000),
      attachments: [file(`${'é'.repeat(90)}.pdf`)],
    });
    const lines = bytes.toString('latin1').split('\r\n');
    expect(lines.filter((line) => line.length > 120 || !/^[\x20-\x7e\t]*$/.test(line))).toEqual([]);
  });

  it('puts a picture of its HTML beside it and not among the files', async () => {
    const raw = buildMail({
      html: '<img src="cid:logo">',
      attachments: [{ name: 'logo.png', content: logoPng(), cid: 'logo' }, file('lettre.pdf')],
    });
    const { attachments } = await simpleParser(raw);
    expect(attachments.map(({ filename, related }) => [filename, related])).toEqual([
      ['logo.png', true],
      ['lettre.pdf', undefined],
    ]);
  });

  it('answers another by its Message-ID', async () => {
    const mail = await simpleParser(buildMail({ inReplyTo: 'b@x.example', references: ['<a@x.example>'] }));
    expect(mail.inReplyTo).toBe('<b@x.example>');
    expect(mail.references).toEqual(['<a@x.example>', '<b@x.example>']);
  });

  it('has an identity of its own that does not change', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((text) => buildMail({ text }).toString('latin1'));
    expect(one).toBe(same);
    expect(/Message-ID: (.*)/.exec(one ?? '')?.[1]).not.toBe(/Message-ID: (.*)/.exec(other ?? '')?.[1]);
  });
});
