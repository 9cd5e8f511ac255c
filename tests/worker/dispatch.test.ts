import { createServer, type AddressInfo, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../data/register/outbox.ts';
import { groupCommits } from '../../worker/commits.ts';
import { putBackInterrupted, startOutgoing } from '../../worker/dispatch.ts';
import { parisDate } from '../../worker/domain/deadline.ts';
import type { Automatic, Instant } from '../../worker/domain/message.ts';
import { TransportError } from '../../worker/domain/ports.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import { failed } from '../../worker/letter-ending.ts';
import type { Submission } from '../../worker/domain/submission.ts';
import { resend } from '../../worker/resend.ts';
import { smtpPostman, type SmtpServer } from '../../worker/smtp.ts';
import { storyOf } from '../../templates/story.ts';
import { aSubmission } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';
import { expiredCertificate } from '../servers/certificate.ts';
import { freePort } from '../servers/free-port.ts';
import { startSmtpSink, type Accident, type Refusal, type SmtpScript, type SmtpSink } from '../servers/smtp-sink.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

let mails = 0;

/** Takes in a complete request of an applicant, which is answered; with what it answers itself. */
function ask(desk: TestDesk, from = 'pharmacie@aubraie.example', change: Partial<Submission> = {}) {
  mails += 1;
  const submission = { ...aSubmission(completeRequest, mails), ...change };
  desk.takeIn({ ...submission, headers: { ...submission.headers, from: { address: from, name: '' } } });
}

/** A post office on a register in memory: nothing is left to chance, and the clock is set by hand. */
function office(desk: TestDesk, server: Pick<SmtpServer, 'port'> & Partial<SmtpServer>) {
  const postman = smtpPostman({ host: '127.0.0.1', security: 'none', ...server });
  open.push(postman);
  const { register, now } = desk;
  const told: string[] = [];
  const log = (event: string, data = {}) => void told.push(`${event} ${JSON.stringify(data)}`);
  const commits = groupCommits(register.transaction);
  // A new one each time, as a new run is: pauses are for daemons.
  const drain = () =>
    startOutgoing({ register, commits, log, now }, postman, {
      giveUpHours: 48,
      resendMinutes: 15,
      chance: () => 0,
    }).drain();
  return { drain, told };
}

async function sink(script: SmtpScript): Promise<SmtpSink> {
  const server = await startSmtpSink({ security: 'none', ...script });
  open.push({ close: server.stop });
  return server;
}

const letters = ({ register }: TestDesk): Letter[] =>
  register.cases.list().flatMap(({ reference }) => register.outbox.ofCase(reference));
const letterOf = (desk: TestDesk) => letters(desk)[0] ?? expect.fail('no letter');
const alerts = ({ register }: TestDesk) =>
  register.cases.list().flatMap(({ reference }) => register.cases.find(reference)?.alerts ?? []);
const bytes = (server: SmtpSink) => server.mails.map((each) => each.bytes.toString('latin1'));

/** What a server does with the first letters, then it accepts. */
function fates<Fate extends Refusal | Accident>(...first: Fate[]): () => Fate | undefined {
  return () => first.shift();
}

const refusal = (code: number): Refusal => ({ code, text: 'no' });

describe('a letter refused for now', () => {
  it.each([
    ['at MAIL', { sender: fates(refusal(451)) }],
    ['at RCPT', { recipient: fates(refusal(450)) }],
    ['at the end of DATA', { letter: fates(refusal(452)) }],
  ] satisfies [string, SmtpScript][])('%s goes out later, once', async (_, script) => {
    const desk = aDesk();
    ask(desk);
    const server = await sink(script);
    const { drain } = office(desk, server);
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'deferred', attempts: 1, dueAt: '2026-06-01T07:01:00.000Z' });
    await drain();
    expect(server.mails).toHaveLength(0);
    desk.at('2026-06-01T07:01:00.000Z');
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'accepted', attempts: 2, dueAt: undefined });
    expect([server.mails.length, alerts(desk)]).toEqual([1, []]);
  });

  it('is told by the drain that follows, when it was tried before', async () => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ recipient: () => refusal(450) });
    const postman = smtpPostman({ host: '127.0.0.1', port: server.port, security: 'none' });
    open.push(postman);
    const { register, now } = desk;
    const commits = groupCommits(register.transaction);
    let settled = () => {};
    const tried = new Promise<void>((resolve) => (settled = resolve));
    const outgoing = startOutgoing({ register, commits, now, log: () => settled() }, postman);
    outgoing.wake();
    await tried;
    expect(await outgoing.drain()).toMatchObject({ fault: 'temporary', about: 'letter' });
    expect(await outgoing.drain()).toBeUndefined();
  });

  it('at DATA goes out later too', async () => {
    const desk = aDesk();
    ask(desk);
    const { server, port } = await rawServer((line) => (line === 'DATA' ? '451 later' : undefined));
    open.push(server);
    await office(desk, { port }).drain();
    expect(letterOf(desk)).toMatchObject({ state: 'deferred' });
  });

  it('during two days is given to staff, kept, and can be sent again', async () => {
    const desk = aDesk();
    ask(desk);
    let isFull = true;
    const server = await sink({ recipient: () => (isFull ? refusal(452) : undefined) });
    const { drain } = office(desk, server);
    for (let hours = 0; hours <= 48; hours += 1) {
      desk.at(new Date(Date.parse('2026-06-01T07:00:00.000Z') + hours * 3_600_000).toISOString());
      await drain();
    }
    expect(letterOf(desk)).toMatchObject({ state: 'abandoned', dueAt: undefined });
    expect(alerts(desk)).toEqual(['Lettre non partie : reportée trop longtemps par le serveur']);
    isFull = false;
    const [reference] = desk.register.cases.list().map((each) => each.reference);
    resend(desk, reference ?? expect.fail('no case'), { by: 'C. Marchal', why: 'boîte vidée' }, {});
    await drain();
    expect(letterOf(desk).state).toBe('accepted');
    expect(bytes(server)).toEqual([Buffer.from(letterOf(desk).bytes ?? []).toString('latin1')]);
  });
});

describe('the wait before another attempt', () => {
  const refused = new TransportError('451', 'temporary', undefined, 'letter');
  const at = '2026-06-01T07:00:00.000Z' as Instant;

  it.each([
    [0, 0, '2026-06-01T07:01:00.000Z'],
    [0, 1, '2026-06-01T07:01:30.000Z'],
    [2, 0, '2026-06-01T07:15:00.000Z'],
    [2, 1, '2026-06-01T07:22:30.000Z'],
    [40, 0, '2026-06-01T08:00:00.000Z'],
  ])('grows with the attempts and is spread by chance (%i, %f)', (attempts, chance, dueAt) => {
    const desk = aDesk();
    ask(desk);
    const patience = { giveUpHours: 48, resendMinutes: 15, chance: () => chance };
    expect(failed({ ...letterOf(desk), attempts }, refused, at, true, patience).ending.dueAt).toBe(dueAt);
  });
});

describe('a letter that our own code cannot write', () => {
  it('stops no other, and ends with staff', async () => {
    const desk = aDesk();
    ask(desk);
    const { draft, ...queued } = letterOf(desk);
    const text = { path: '/etc/hostname' } as unknown as string;
    desk.at('2026-06-01T06:00:00.000Z');
    desk.register.outbox.queue(
      { ...queued, draft: { ...draft, messageId: '<autre@agence.example>', text } },
      desk.now(),
    );
    desk.at('2026-06-01');
    const server = await sink({});
    const { drain } = office(desk, server);
    await drain();
    desk.at('2026-06-09');
    await drain();
    expect(letters(desk).map(({ state }) => state)).toEqual(['accepted', 'abandoned']);
  });
});

describe('a letter refused for good', () => {
  it.each([
    ['at MAIL', { sender: () => refusal(550) }],
    ['at RCPT', { recipient: () => refusal(550) }],
    ['at the end of DATA', { letter: () => refusal(554) }],
  ] satisfies [string, SmtpScript][])('%s is for staff at once', async (_, script) => {
    const desk = aDesk();
    ask(desk);
    const server = await sink(script);
    expect(await office(desk, server).drain()).toBeUndefined();
    expect(letterOf(desk)).toMatchObject({ state: 'rejected', attempts: 1, dueAt: undefined });
    expect(alerts(desk)).toEqual(['Lettre refusée par le serveur du destinataire']);
  });

  it('at DATA is for staff too', async () => {
    const desk = aDesk();
    ask(desk);
    const { server, port } = await rawServer((line) => (line === 'DATA' ? '554 no' : undefined));
    open.push(server);
    await office(desk, { port }).drain();
    expect(letterOf(desk)).toMatchObject({ state: 'rejected' });
  });

  it.each([450, 550])('does not stop those of other recipients (%i)', async (code) => {
    const desk = aDesk();
    ask(desk, 'refuse@aubraie.example');
    for (let each = 0; each < 10; each += 1) ask(desk, `personne${each}@aubraie.example`);
    const server = await sink({
      recipient: (address) => (address.startsWith('refuse') ? refusal(code) : undefined),
    });
    await office(desk, server).drain();
    expect(server.mails).toHaveLength(10);
  });
});

describe('a letter that the server may have', () => {
  it.each(['cut and keep', 'cut and lose'] as const)('is sent again once, later, the same (%s)', async (fate) => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: fates(fate) });
    const { drain } = office(desk, server);
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'uncertain', doubts: 1, dueAt: '2026-06-01T07:15:00.000Z' });
    desk.at('2026-06-01T07:14:00.000Z');
    await drain();
    expect(server.received()).toBe(1);
    desk.at('2026-06-01T07:15:00.000Z');
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'accepted', attempts: 2, doubts: 1 });
    expect(server.mails).toHaveLength(fate === 'cut and keep' ? 2 : 1);
    expect(new Set(bytes(server)).size).toBe(1);
    expect(alerts(desk)).toEqual([]);
  });

  it('is for staff after a second time, and not sent a third', async () => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: () => 'cut and lose' });
    const { drain } = office(desk, server);
    await drain();
    desk.at('2026-06-01T07:15:00.000Z');
    await drain();
    desk.at('2026-06-09');
    await drain();
    expect(server.received()).toBe(2);
    expect(letterOf(desk)).toMatchObject({ state: 'uncertain', doubts: 2, dueAt: undefined });
    expect(alerts(desk)).toEqual(['Lettre peut-être non reçue : envois restés sans réponse du serveur']);
    const story = storyOf(desk.register.cases.events(letterOf(desk).caseReference)).replace(/\s/g, ' ');
    expect(story).toContain('nouvel envoi le 1er juin 2026 à 9 h 15, sauf preuve de réception');
    expect(story).toContain('un agent doit vérifier');
  });

  it('and left to staff, is no longer their affair once a mail proves that it went out', () => {
    const desk = aDesk();
    ask(desk);
    ask(desk, 'personne@aubraie.example');
    const [proved, other] = letters(desk);
    const { register, now } = desk;
    // Both were handed over by runs that were killed, too often.
    for (let run = 0; run < 4; run += 1) {
      for (const letter of register.outbox.due(now(), 2)) register.outbox.claim(letter, Buffer.from('Essai'), now());
      putBackInterrupted(register, now());
    }
    const today = parisDate(now());
    expect([alerts(desk).length, register.figures(today, today).lettersForStaff]).toEqual([2, 2]);
    const plain = aSubmission({}, 5_000);
    const messageId = proved?.draft.messageId ?? '';
    desk.takeIn({ ...plain, headers: { ...plain.headers, messageId }, automatic: { kind: 'ownMail' } });
    expect(register.cases.find(other?.caseReference as CaseReference)?.alerts).toHaveLength(1);
    expect([alerts(desk).length, register.figures(today, today).lettersForStaff]).toEqual([1, 1]);
    const story = storyOf(register.cases.events(proved?.caseReference as CaseReference)).replace(/\s/g, ' ');
    expect(story).toContain('un agent doit vérifier');
  });

  it.each([
    ['a reply that cites it', (id: string) => ({ headers: { inReplyTo: [id] } }), 'prouvé par une réponse qui la cite'],
    [
      'a thread that cites it',
      (id: string) => ({ headers: { references: [id, '<autre@aubraie.example>'] } }),
      'prouvé par une réponse qui la cite',
    ],
    [
      'an absence message that cites it',
      (id: string) => ({ headers: { inReplyTo: [id] }, automatic: { kind: 'autoReply' } as const }),
      'prouvé par une réponse qui la cite',
    ],
    [
      'a bounce that names it',
      (letter: string) => ({ automatic: { kind: 'bounce', letter, permanent: false } as const }),
      'prouvé par un avis de non-distribution',
    ],
    [
      'our own copy',
      (messageId: string) => ({ headers: { messageId }, automatic: { kind: 'ownMail' } as const }),
      'prouvé par notre propre exemplaire',
    ],
  ])('is settled by %s, and not sent again', async (_, mail, told) => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: fates('cut and keep') });
    const { drain } = office(desk, server);
    await drain();
    const change: { headers?: object; automatic?: Automatic } = mail(letterOf(desk).draft.messageId);
    const plain = aSubmission({}, 5_000);
    desk.takeIn({ ...plain, ...change, headers: { ...plain.headers, ...change.headers } });
    expect(letterOf(desk)).toMatchObject({ state: 'accepted', reply: told });
    desk.at('2026-06-02');
    await drain();
    expect(bytes(server).filter((each) => each.includes(`Message-ID: ${letterOf(desk).draft.messageId}`))).toHaveLength(
      1,
    );
  });

  it('and whose run was killed is sent again at once, the same, and counted', async () => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: fates('cut and keep') });
    const { drain } = office(desk, server);
    const { register, now } = desk;
    const [letter = expect.fail('no letter')] = register.outbox.due(now(), 1);
    register.outbox.claim(letter, Buffer.from('Subject: Essai\r\n\r\nTexte\r\n'), now());
    expect(putBackInterrupted(register, now())).toBe(1);
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'uncertain', attempts: 2, doubts: 2, dueAt: undefined });
    expect(bytes(server)).toEqual(['Subject: Essai\r\n\r\nTexte\r\n']);
    expect(alerts(desk)).toHaveLength(1);
  });

  it('and whose outcome could not be written down is not left behind: the same daemon sends it again', async () => {
    const desk = aDesk();
    ask(desk);
    let isLocked = false;
    const server = await sink({
      letter: () => {
        isLocked ||= server.mails.length === 0;
        return undefined;
      },
    });
    const { register, now } = desk;
    const postman = smtpPostman({ host: '127.0.0.1', port: server.port, security: 'none' });
    open.push(postman);
    // Once the server has it: another program holds the register for longer than is waited.
    const transaction: typeof register.transaction = (work) => {
      if (isLocked) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
      return register.transaction(work);
    };
    const outgoing = startOutgoing(
      { register, commits: groupCommits(transaction), log: () => undefined, now },
      postman,
    );
    expect(await outgoing.drain()).toMatchObject({ fault: 'storage' });
    expect(letterOf(desk).state).toBe('sending');
    isLocked = false;
    const next = startOutgoing({ register, commits: groupCommits(transaction), log: () => undefined, now }, postman);
    await next.drain();
    expect(letterOf(desk)).toMatchObject({ state: 'accepted', doubts: 1 });
    expect(new Set(bytes(server)).size).toBe(1);
  });

  it('is not sent for ever by runs that die each time', () => {
    const desk = aDesk();
    ask(desk);
    const { register, now } = desk;
    for (let run = 0; run < 4; run += 1) {
      const [letter = expect.fail('no letter')] = register.outbox.due(now(), 1);
      register.outbox.claim(letter, Buffer.from('Essai'), now());
      putBackInterrupted(register, now());
    }
    expect(register.outbox.due(now(), 1)).toEqual([]);
    expect(alerts(desk)).toHaveLength(1);
  });
});

/** Answers as any server does, but for the lines to which `say` gives an answer of its own; `null` hangs up. */
async function rawServer(say: (line: string) => string | null | undefined) {
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    let inLetter = false;
    createInterface(socket).on('line', (line) => {
      const own = inLetter ? undefined : say(line);
      if (own === null) return void socket.destroy();
      if (inLetter && line !== '.') return;
      inLetter = own === undefined && line === 'DATA';
      socket.write(`${own ?? (inLetter ? '354 go on' : '250 fine')}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, connections: () => connections };
}

describe('a server that fails', () => {
  it('is asked with one letter, whose attempt is not counted, until it is back', async () => {
    const desk = aDesk();
    for (let each = 0; each < 12; each += 1) ask(desk, `personne${each}@aubraie.example`);
    const port = await freePort();
    const { drain } = office(desk, { port });
    expect(await drain()).toMatchObject({ fault: 'temporary', about: 'server' });
    desk.at('2026-06-05');
    await drain();
    const known = letters(desk);
    expect(known.map(({ state, attempts }) => [state, attempts])).toEqual(known.map(() => ['queued', 0]));
    expect(alerts(desk)).toEqual([]);
    desk.at('2026-06-06');
    const tries = () => [...desk.register.journal.entries()].filter(({ kind }) => kind === 'letterHandedOver').length;
    const before = tries();
    await drain();
    expect(tries() - before).toBe(1);
    desk.at('2026-06-07');
    const server = await sink({});
    await office(desk, server).drain();
    expect(letters(desk).map(({ state }) => state)).toEqual(known.map(() => 'accepted'));
    expect(server.mails).toHaveLength(12);
  });

  it('closes the line with 421, and nothing is counted against the letter', async () => {
    const desk = aDesk();
    ask(desk);
    await office(desk, await sink({ recipient: () => refusal(421) })).drain();
    expect(letterOf(desk)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('refuses the account: one letter finds out, not all of them', async () => {
    const desk = aDesk();
    for (let each = 0; each < 12; each += 1) ask(desk, `personne${each}@aubraie.example`);
    const server = await sink({ account: { user: 'guichet', password: 'juste' } });
    const { drain } = office(desk, { port: server.port, user: 'guichet', password: 'faux' });
    expect(await drain()).toMatchObject({ fault: 'authentication' });
    expect(server.connections()).toBe(1);
    expect(await drain()).toMatchObject({ fault: 'authentication' });
    expect(server.connections()).toBe(2);
    expect(letters(desk).every(({ state, attempts }) => state === 'queued' && attempts === 0)).toBe(true);
  });

  it('has a certificate that is out of date: nothing is sent', async () => {
    const desk = aDesk();
    ask(desk);
    const certificate = expiredCertificate();
    const server = await sink({ security: 'starttls', certificate });
    const { drain } = office(desk, { port: server.port, security: 'starttls', ca: certificate.ca });
    expect(await drain()).toMatchObject({ fault: 'temporary', about: 'server' });
    expect([server.received(), letterOf(desk).state]).toEqual([0, 'queued']);
    expect(letterOf(desk).reply).toMatch(/CERT_HAS_EXPIRED|expired/);
  });

  it('stalls before it wants the letter: the letter goes out when it listens again', async () => {
    const desk = aDesk();
    ask(desk);
    let isStalled = true;
    const { server, port } = await rawServer((line) => (isStalled && line.startsWith('RCPT') ? '' : undefined));
    open.push(server);
    const { drain } = office(desk, { port, timeouts: { letter: 2_000 } });
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'queued', attempts: 0 });
    isStalled = false;
    desk.at('2026-06-01T07:02:00.000Z');
    await drain();
    expect(letterOf(desk)).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  it('stalls after the letter: it is in doubt', async () => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: () => 'keep and stay silent' });
    await office(desk, { port: server.port, timeouts: { socket: 1_000 } }).drain();
    expect(letterOf(desk)).toMatchObject({ state: 'uncertain', doubts: 1 });
  });

  it('hangs up at one recipient only: that letter is counted, comes after the others, and ends with staff', async () => {
    const desk = aDesk();
    ask(desk, 'piege@aubraie.example');
    const { server, port } = await rawServer((line) => (line.includes('piege') ? null : undefined));
    open.push(server);
    const { drain } = office(desk, { port });
    for (let day = 1; day <= 4; day += 1) {
      desk.at(`2026-06-0${day}`);
      ask(desk, `personne${day}@aubraie.example`);
      await drain();
    }
    expect(letters(desk).map(({ state }) => state)).toEqual([
      'abandoned',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
  });
});

describe('a daemon', () => {
  it('pauses after a failure of the server: what comes meanwhile makes no connection', async () => {
    const desk = aDesk();
    ask(desk);
    const { server, port, connections } = await rawServer((line) => (line.startsWith('EHLO') ? null : undefined));
    open.push(server);
    const postman = smtpPostman({ host: '127.0.0.1', port, security: 'none' });
    open.push(postman);
    const { register, now } = desk;
    const commits = groupCommits(register.transaction);
    const outgoing = startOutgoing({ register, commits, log: () => undefined, now }, postman);
    await outgoing.drain();
    const before = connections();
    ask(desk, 'autre@aubraie.example');
    outgoing.wake();
    expect(await outgoing.drain()).toMatchObject({ fault: 'temporary' });
    expect(connections()).toBe(before);
  });
});

describe('the clock', () => {
  it('may go back: a letter put off by the wrong one does not wait for it', async () => {
    const desk = aDesk('2027-06-01');
    ask(desk);
    const server = await sink({ letter: fates(refusal(451)) });
    const { drain } = office(desk, server);
    await drain();
    desk.at('2026-06-01');
    await drain();
    expect(letterOf(desk).state).toBe('accepted');
  });
});

describe('what is kept of a letter', () => {
  it('is its exact bytes, each reply of the server, and when it came', async () => {
    const desk = aDesk();
    ask(desk);
    const server = await sink({ letter: fates(refusal(451)) });
    const { drain } = office(desk, server);
    await drain();
    desk.at('2026-06-01T08:00:00.000Z');
    await drain();
    const letter = letterOf(desk);
    expect(Buffer.from(letter.bytes ?? [])).toEqual(server.mails[0]?.bytes);
    expect(desk.register.outbox.history(letter.draft.messageId)).toMatchObject([
      { kind: 'letterWritten' },
      { kind: 'letterHandedOver', at: '2026-06-01T07:00:00.000Z' },
      { kind: 'letterSettled', at: '2026-06-01T07:00:00.000Z', state: 'deferred' },
      { kind: 'letterHandedOver', at: '2026-06-01T08:00:00.000Z' },
      { kind: 'letterSettled', at: '2026-06-01T08:00:00.000Z', state: 'accepted', reply: '250 kept as number 1' },
    ]);
  });

  it('holds no secret, even where the server repeats it', async () => {
    const desk = aDesk();
    ask(desk);
    const { server, port } = await rawServer((line) =>
      line.startsWith('EHLO') ? '250 AUTH PLAIN' : line.startsWith('AUTH') ? `535 no: ${line} (motdepasse)` : undefined,
    );
    open.push(server);
    await office(desk, { port, user: 'guichet', password: 'motdepasse' }).drain();
    expect(letterOf(desk).reply).toContain('535 no: AUTH PLAIN … (…)');
  });

  it('is not told by the log', async () => {
    const desk = aDesk();
    ask(desk, 'nominative@aubraie.example');
    const server = await sink({
      recipient: (address) => ({ code: 550, text: `<${address}> inconnu de Mme Nominative` }),
    });
    const { drain, told } = office(desk, server);
    await drain();
    expect(letterOf(desk).reply).toContain('nominative@');
    expect(told.join('\n')).toContain('"state":"rejected"');
    expect(told.join('\n')).not.toMatch(/nominative/i);
  });
});
