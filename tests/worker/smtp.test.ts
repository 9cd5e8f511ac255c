import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import type { LetterDraft, Postman } from '../../worker/domain/ports.ts';
import type { SmtpServer } from '../../worker/smtp.ts';
import { checkSmtp, smtpPostman } from '../../worker/smtp.ts';
import { freePort } from '../servers/free-port.ts';
import type { Refusal, SmtpScript, SmtpSink } from '../servers/smtp-sink.ts';
import { startSmtpSink } from '../servers/smtp-sink.ts';

const draft: LetterDraft = {
  messageId: '<guichet-1@agence.example>',
  from: { name: 'Guichet import', address: 'import@agence.example' },
  recipient: 'affaires@laboratoire.example',
  subject: 'Accusé de réception AI-2026-000001-K',
  text: 'Madame, Monsieur,\n\nVotre demande a été reçue.\n',
  html: '<p>Madame, Monsieur,</p><p>Votre demande a été reçue.</p>',
  inReplyTo: '<essai-1@laboratoire.example>',
  references: ['<essai-0@laboratoire.example>', '<essai-1@laboratoire.example>'],
  date: new Date('2026-06-01T09:30:00Z'),
};

/** Nothing that composes a letter connects anywhere. */
const nowhere: SmtpServer = { host: '127.0.0.1', port: 9, security: 'none' };

async function composed(change: Partial<LetterDraft> = {}): Promise<string> {
  const postman = smtpPostman(nowhere);
  const bytes = await postman.compose({ ...draft, ...change });
  postman.close();
  return Buffer.from(bytes).toString('utf8');
}

/** The unfolded header fields of a mail, by lower-case name. */
function headersOf(mail: string): Map<string, string> {
  const [head = ''] = mail.split('\r\n\r\n');
  const fields = head.replace(/\r\n[ \t]/g, ' ').split('\r\n');
  return new Map(
    fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.replace(/^.*?: ?/, '')]),
  );
}

describe('a composed letter', () => {
  it.each([
    ['from', 'Guichet import <import@agence.example>'],
    ['to', 'affaires@laboratoire.example'],
    ['message-id', '<guichet-1@agence.example>'],
    ['in-reply-to', '<essai-1@laboratoire.example>'],
    ['references', '<essai-0@laboratoire.example> <essai-1@laboratoire.example>'],
    ['date', 'Mon, 01 Jun 2026 09:30:00 +0000'],
    ['auto-submitted', 'auto-replied'],
    ['x-auto-response-suppress', 'All'],
    ['mime-version', '1.0'],
    ['subject', '=?UTF-8?Q?Accus=C3=A9_de_r=C3=A9ception_AI-2026-00?= =?UTF-8?Q?0001-K?='],
  ])('has the header %s', async (name, value) => {
    expect(headersOf(await composed()).get(name)).toBe(value);
  });

  it('has no header that was not asked for', async () => {
    expect([...headersOf(await composed()).keys()].sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'in-reply-to',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
  });

  it('offers the text first and then the same as HTML', async () => {
    const mail = await composed();
    expect(headersOf(mail).get('content-type')).toMatch(/^multipart\/alternative;/);
    expect([...mail.matchAll(/\r\nContent-Type: (text\/\w+); charset=utf-8/g)].map(([, type]) => type)).toEqual([
      'text/plain',
      'text/html',
    ]);
  });

  it('ends every line with CR LF', async () => {
    expect((await composed()).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is the same each time it is composed', async () => {
    expect(await composed()).toBe(await composed());
  });

  it('has neither In-Reply-To nor References when it answers nothing', async () => {
    const headers = headersOf(await composed({ inReplyTo: undefined, references: [] }));
    expect(headers.has('in-reply-to') || headers.has('references')).toBe(false);
  });

  it.each([
    ['the subject', { subject: 'Accusé\r\nBcc: espion@ailleurs.example\r\n\r\nCorps' }],
    [
      'the name of the sender',
      { from: { name: 'Guichet\r\nBcc: espion@ailleurs.example', address: 'i@agence.example' } },
    ],
    ['the address of the recipient', { recipient: 'a@laboratoire.example\r\nBcc: espion@ailleurs.example' }],
    ['the Message-ID that is answered', { inReplyTo: '<a@b.example>\r\nBcc: espion@ailleurs.example' }],
    ['a reference', { references: ['<a@b.example>\r\nBcc: espion@ailleurs.example'] }],
  ])('takes no header from a line break in %s', async (_, change: Partial<LetterDraft>) => {
    expect(headersOf(await composed(change)).has('bcc')).toBe(false);
  });

  it.each([
    ['not in ASCII', '<accusé@laboratoire.example>'],
    ['longer than a line may be', `<${'a'.repeat(2_000)}@laboratoire.example>`],
  ])('does not repeat a Message-ID that is %s', async (_, hostile) => {
    const headers = headersOf(await composed({ inReplyTo: hostile, references: ['<a@b.example>', hostile] }));
    expect([headers.get('in-reply-to'), headers.get('references')]).toEqual([undefined, '<a@b.example>']);
  });

  it('keeps the latest references of an endless thread', async () => {
    const references = Array.from({ length: 500 }, (_, at) => `<${String(at)}@laboratoire.example>`);
    const kept = headersOf(await composed({ references }))
      .get('references')
      ?.split(' ');
    expect([kept?.length, kept?.at(-1)]).toEqual([20, '<499@laboratoire.example>']);
  });

  it('reads no file that a text names', async () => {
    const text = { path: import.meta.filename } as unknown as string;
    await expect(composed({ text })).rejects.toThrow(/File access rejected/);
  });
});

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server that follows the script, and a postman who knows it. */
async function start(script: SmtpScript = {}, change: Partial<SmtpServer> = {}): Promise<[SmtpSink, Postman]> {
  const sink = await startSmtpSink(script);
  const { host, port, ca } = sink;
  const postman = smtpPostman({ host, port, ca, security: script.security ?? 'starttls', ...change });
  open.push(postman, { close: sink.stop });
  return [sink, postman];
}

const mail = {
  returnAddress: 'retour@agence.example',
  recipient: 'affaires@laboratoire.example',
  bytes: Buffer.from('Subject: Essai\r\n\r\n.Un point\r\nfin\r\n'),
};

describe('a letter sent', () => {
  it.each(['tls', 'starttls', 'none'] as const)('arrives byte for byte (%s)', async (security) => {
    const [sink, postman] = await start({ security });
    await postman.send(mail);
    expect(sink.mails.map(({ bytes }) => bytes)).toEqual([mail.bytes]);
  });

  it('goes to its recipient, under the return address that bounces come back to', async () => {
    const [sink, postman] = await start();
    await postman.send(mail);
    expect(sink.mails[0]?.envelope).toEqual({ from: 'retour@agence.example', to: ['affaires@laboratoire.example'] });
  });

  it('can have the null return path', async () => {
    const [sink, postman] = await start();
    await postman.send({ ...mail, returnAddress: '' });
    expect(sink.mails[0]?.envelope.from).toBe('');
  });

  it('gives back the words of the server', async () => {
    const [, postman] = await start();
    await expect(postman.send(mail)).resolves.toBe('250 kept as number 1');
  });

  it('is sent after logging in when there is an account', async () => {
    const account = { user: 'guichet', password: 'secret' };
    const [sink, postman] = await start({ account }, account);
    await postman.send(mail);
    expect(sink.mails).toHaveLength(1);
  });

  it('shares its connection with the letters that follow', async () => {
    const [sink, postman] = await start();
    for (let count = 0; count < 5; count += 1) await postman.send(mail);
    expect([sink.mails.length, sink.connections()]).toEqual([5, 1]);
  });

  it('shares three connections with the letters beside it', async () => {
    const [sink, postman] = await start();
    await Promise.all(Array.from({ length: 20 }, () => postman.send(mail)));
    expect([sink.mails.length, sink.connections()]).toEqual([20, 3]);
  });

  it('never goes to more recipients than one, whatever its address holds', async () => {
    const [sink, postman] = await start();
    await postman.send({ ...mail, recipient: 'a@b.example, c@d.example' }).catch(() => undefined);
    expect(sink.mails.flatMap(({ envelope }) => envelope.to)).not.toContain('c@d.example');
  });
});

/** A server that answers as any does, unless `cutAt` says where to hang up; it hears commands and lines of the letter. */
async function startScripted(cutAt: (line: string) => 'cut' | undefined) {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    let inLetter = false;
    createInterface(socket).on('line', (line) => {
      if (cutAt(line) === 'cut') return void socket.destroy();
      if (inLetter && line !== '.') return;
      inLetter = line === 'DATA';
      socket.write(inLetter ? '354 go on\r\n' : '250 fine\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const postman = smtpPostman({ ...nowhere, port });
  open.push(postman, server);
  return { postman, connections: () => connections };
}

describe('a letter that cannot be sent', () => {
  const refusal = (code: number) => (): Refusal => ({ code, text: 'no' });

  it.each([
    ['the sender is refused for now', { sender: refusal(451) }, 'temporary'],
    ['the sender is refused for good', { sender: refusal(550) }, 'permanent'],
    ['the recipient is refused for now', { recipient: refusal(450) }, 'temporary'],
    ['the recipient is refused for good', { recipient: refusal(550) }, 'permanent'],
    ['the server is closing', { recipient: refusal(421) }, 'temporary'],
    ['the server wants an account', { sender: refusal(530) }, 'authentication'],
    ['the letter is refused for now', { letter: refusal(452) }, 'temporary'],
    ['the letter is refused for good', { letter: refusal(554) }, 'permanent'],
    ['the line is cut after the letter, which is lost', { letter: () => 'cut and lose' }, 'uncertain'],
    ['the line is cut after the letter, which is kept', { letter: () => 'cut and keep' }, 'uncertain'],
  ] satisfies [string, SmtpScript, string][])('%s', async (_, script, fault) => {
    const [, postman] = await start(script);
    await expect(postman.send(mail)).rejects.toMatchObject({ name: 'TransportError', fault });
  });

  it('is uncertain when the server says nothing after the letter', async () => {
    const [, postman] = await start({ letter: () => 'keep and stay silent' }, { timeouts: { socket: 1_000 } });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'uncertain' });
  });

  it('is uncertain when the whole time for a letter has passed without an answer', async () => {
    const [, postman] = await start({ letter: () => 'keep and stay silent' }, { timeouts: { letter: 2_000 } });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'uncertain' });
  });

  it('is uncertain when the line is cut in the middle of the letter', async () => {
    const { postman } = await startScripted((line) => (line === 'Subject: Essai' ? 'cut' : undefined));
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'uncertain' });
  });

  it('is temporary when the line is cut before the server wanted the letter', async () => {
    const { postman } = await startScripted((line) => (line === 'DATA' ? 'cut' : undefined));
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
  });

  it('is not tried again on another line when the shared one is cut', async () => {
    let letters = 0;
    const { postman, connections } = await startScripted((line) => {
      if (line.startsWith('MAIL')) letters += 1;
      return letters === 2 ? 'cut' : undefined;
    });
    await postman.send(mail);
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
    expect(connections()).toBe(1);
  });

  it.each(['cut and lose', 'cut and keep'] as const)('is not sent again by itself (%s)', async (fate) => {
    const [sink, postman] = await start({ letter: () => fate });
    await postman.send(mail).catch(() => undefined);
    await postman.send(mail).catch(() => undefined);
    expect(sink.received()).toBe(2);
  });

  it('can be sent once the server answers again', async () => {
    let refusals = 1;
    const [sink, postman] = await start({
      letter: (): Refusal | undefined => (refusals-- > 0 ? { code: 451, text: 'later' } : undefined),
    });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
    await postman.send(mail);
    expect(sink.mails).toHaveLength(1);
  });

  it('is temporary when nobody listens', async () => {
    const postman = smtpPostman({ ...nowhere, port: await freePort() });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
    postman.close();
  });

  it.each([
    ['never greets', (socket: Socket) => socket],
    ['hangs up at once', (socket: Socket) => socket.destroy()],
    ['speaks another language', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('is temporary when the server %s', async (_, meet) => {
    const server = createServer((socket) => meet(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const postman = smtpPostman({ ...nowhere, port, timeouts: { greeting: 100 } });
    open.push(postman, server);
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
  });

  it('tells of a wrong password', async () => {
    const account = { user: 'guichet', password: 'secret' };
    const [, postman] = await start({ account }, { user: 'guichet', password: 'faux' });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'authentication' });
  });

  it('is not sent without an account to a server that offers no login', async () => {
    const [sink, postman] = await start({}, { user: 'guichet', password: 'secret' });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'authentication' });
    expect(sink.received()).toBe(0);
  });

  it('is not sent in clear text where encryption is asked for', async () => {
    const [sink, postman] = await start({ security: 'none' }, { security: 'starttls' });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
    expect(sink.received()).toBe(0);
  });

  it.each(['tls', 'starttls'] as const)('is not sent to a server that nobody vouches for (%s)', async (security) => {
    const [sink, postman] = await start({ security }, { ca: undefined });
    await expect(postman.send(mail)).rejects.toMatchObject({ fault: 'temporary' });
    expect(sink.received()).toBe(0);
  });

  it('names the server, the command and its reply, on one line', async () => {
    const [{ port }, postman] = await start({ recipient: () => ({ code: 550, text: '5.1.1 nobody\there' }) });
    await expect(postman.send(mail)).rejects.toThrow(`SMTP 127.0.0.1:${String(port)} RCPT TO: 550 5.1.1 nobody here`);
  });
});

describe('a check of the server', () => {
  it('passes when a letter could be sent, and sends none', async () => {
    const [sink] = await start();
    const { host, port, ca } = sink;
    await expect(checkSmtp({ host, port, ca, security: 'starttls' })).resolves.toBeUndefined();
    expect(sink.received()).toBe(0);
  });

  it('tells of a wrong password', async () => {
    const account = { user: 'guichet', password: 'secret' };
    const [{ host, port, ca }] = await start({ account });
    const server = { host, port, ca, security: 'starttls', user: 'guichet', password: 'faux' } as const;
    await expect(checkSmtp(server)).rejects.toMatchObject({ fault: 'authentication' });
  });

  it('tells that nobody listens', async () => {
    await expect(checkSmtp({ ...nowhere, port: await freePort() })).rejects.toMatchObject({ fault: 'temporary' });
  });
});
