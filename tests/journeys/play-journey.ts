import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { sha256 } from '../../data/archive.ts';
import type { Letter } from '../../data/register/outbox.ts';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { fingerprint } from '../../parsers/fingerprint.ts';
import { readMessage } from '../../parsers/read.ts';
import { storyOf } from '../../templates/story.ts';
import { letterNames } from '../../templates/letter-names.ts';
import { actsOf, ActRefused } from '../../worker/acts.ts';
import { groupCommits } from '../../worker/commits.ts';
import type { Desk } from '../../worker/desk.ts';
import { startOutgoing } from '../../worker/dispatch.ts';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import type { CaseState } from '../../worker/domain/case.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import { TransportError, type Postman } from '../../worker/domain/ports.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import { transition } from '../../worker/domain/transition.ts';
import { record } from '../../worker/record.ts';
import { hold, release } from '../../worker/holds.ts';
import { resend } from '../../worker/resend.ts';
import { tick } from '../../worker/tick.ts';
import { testSettings } from '../builders/desk.ts';

/** What happens in a journey, step by step. `$1` is the first case opened, `{{letter:1}}` in a mail our first letter. */
const stepSchema = z.strictObject({
  /** Civil day, 9 o'clock in Paris, or an instant. */
  on: z.string(),
  mail: z.string().optional(),
  to: z.enum(['import', 'export']).default('import'),
  tick: z.literal(true).optional(),
  act: z.array(z.string()).optional(),
  /** What the outgoing server does with letters from now on. */
  server: z.enum(['up', 'down', 'refuses']).optional(),
});

const journeySchema = z.strictObject({
  /** What the journey shows, in a sentence. */
  about: z.string(),
  steps: z.array(stepSchema).min(1),
});

export type Step = z.infer<typeof stepSchema>;

/** What a journey came to, and what it passed through. */
export interface Played {
  readonly about: string;
  /** Every case's story and every letter, as prose. */
  readonly outcome: string;
  readonly intents: readonly string[];
  readonly states: readonly CaseState[];
  readonly happenings: readonly CaseEvent['kind'][];
  /** `forReview → closed (decided)`; the first state of a case comes from `–`. */
  readonly transitions: readonly string[];
  readonly events: ReadonlyMap<CaseReference, readonly CaseEvent[]>;
  /** The letters written, case by case. */
  readonly letters: readonly Letter[];
}

/** The steps of a journey's folder. */
export function stepsOf(folder: string): { about: string; steps: readonly Step[] } {
  return journeySchema.parse(parse(readFileSync(join(folder, 'journey.yaml'), 'utf8')));
}

/** Plays a folder of mails and acts on an empty register: the real reading, the real rules, the real register. */
export async function playJourney(folder: string): Promise<Played> {
  const { about, steps } = stepsOf(folder);
  const world = newWorld();
  const notes: string[] = [];
  for (const step of steps) {
    world.at(step.on);
    if (step.server !== undefined) world.serverIs(step.server);
    if (step.mail !== undefined) notes.push(await world.takeIn(readFileSync(join(folder, step.mail)), step));
    if (step.tick) tick(world.desk);
    if (step.act !== undefined) notes.push(world.act(step.act));
    await world.deliver();
  }
  const { cases, outbox } = world.desk.register;
  const references = cases.list().map(({ reference }) => reference);
  const events = new Map(references.map((each) => [each, cases.events(each)]));
  const stories = references.map((each) => storyOf(events.get(each) ?? []));
  const letters = references.flatMap((each) => outbox.ofCase(each));
  const letterLines = letters.map(({ kind, draft }) => `${letterNames[kind]} → ${draft.recipient} : ${draft.subject}`);
  const sections = [
    `# ${about}`,
    ...notes.filter((each) => each !== ''),
    ...stories,
    ['LETTRES', ...letterLines].join('\n'),
  ];
  return { about, outcome: `${sections.join('\n\n')}\n`, ...passedThrough([...events.values()]), events, letters };
}

function newWorld() {
  let now = '' as Instant;
  let uid = 0;
  let server: NonNullable<Step['server']> = 'up';
  const desk: Desk = { settings: testSettings, register: register(openConnection(':memory:')), now: () => now };
  const nth = (text: string) =>
    text.replace(/\$(\d+)/g, (_whole, index: string) => desk.register.cases.list()[Number(index) - 1]?.reference ?? '');
  const filledIn = (mail: Buffer) => {
    const letters = desk.register.cases.list().flatMap(({ reference }) => desk.register.outbox.ofCase(reference));
    const ids = letters.sort((a, b) => a.id - b.id).map(({ draft }) => draft.messageId);
    const text = mail
      .toString('latin1')
      .replace(/\{\{letter:(\d+)\}\}/g, (_whole, index: string) => ids[Number(index) - 1] ?? '<unknown@agence.example>')
      .replace(/\{\{case:(\d+)\}\}/g, (_whole, index: string) => nth(`$${index}`));
    return Buffer.from(text, 'latin1');
  };
  const postman: Postman = {
    compose: (draft) => Promise.resolve(Buffer.from(draft.text)),
    send: () =>
      server === 'up'
        ? Promise.resolve('250 OK')
        : Promise.reject(
            server === 'down'
              ? new TransportError('serveur absent', 'temporary')
              : new TransportError('550 refusé', 'permanent', undefined, 'letter'),
          ),
    close: () => undefined,
  };
  const commits = groupCommits(desk.register.transaction);
  const aRun = () => startOutgoing({ register: desk.register, commits, log: () => undefined, now: () => now }, postman);
  let outgoing = aRun();
  return {
    desk,
    serverIs: (state: typeof server) => {
      server = state;
      // Another run: this one would pause for minutes before it tries again.
      outgoing = aRun();
    },
    deliver: () => outgoing.drain(),
    at: (on: string) => void (now = (on.length === 10 ? `${on}T07:00:00.000Z` : on) as Instant),
    /** Why the mail opened or joined no case, else nothing. */
    takeIn: async (mail: Buffer, { to, mail: name }: Step): Promise<string> => {
      uid += 1;
      const bytes = filledIn(mail);
      const hash = sha256(bytes);
      const ownAddresses = Object.values(testSettings.addresses);
      const trustedServer = 'mx.agence.example';
      const request = { bytes, sha256: hash, ownAddresses, trustedServer, headersOnly: undefined, skip: [] };
      const read = await readMessage(request);
      const raw = { uid, receivedAt: now, size: bytes.length };
      const identity = { sha256: hash, fingerprint: fingerprint(bytes) };
      const arrival = { source: to, mailboxes: [to] as const, validity: '1', raw, ...identity, read };
      const folder = desk.register.transaction(() => record(arrival, desk));
      const [last] = desk.register.messages.withFingerprint(identity.fingerprint).slice(-1);
      return last?.disposition === 'case'
        ? ''
        : `${name ?? ''} : ${last?.disposition ?? ''} ${last?.note ?? ''} → ${folder}`;
    },
    act: ([verb = '', ...args]: readonly string[]): string => {
      try {
        perform(desk, verb, args.map(nth));
        return '';
      } catch (error) {
        if (error instanceof ActRefused) return `refusé : ${error.message}`;
        throw error;
      }
    },
  };
}

const actor = { by: 'C. Marchal', why: 'examen du dossier' };

function perform(desk: Desk, verb: string, args: readonly string[]): void {
  const acts = actsOf(desk);
  const [first = '', second = '', third = ''] = args;
  const reference = first as CaseReference;
  // A mail of the case is told by its place: the first is 1.
  const message = () => desk.register.cases.find(reference)?.messages[Number(second) - 1]?.message ?? ('' as Sha256);
  switch (verb) {
    case 'grant':
      return void acts.decide(reference, actor, { kind: 'granted', number: second });
    case 'refuse':
      return void acts.decide(reference, actor, { kind: 'refused' });
    case 'notRequired':
      return void acts.decide(reference, actor, { kind: 'notRequired' });
    case 'withdraw':
      return void acts.decide(reference, actor, { kind: 'withdrawn' });
    case 'file':
      return void acts.decide(reference, actor, { kind: 'filed' });
    case 'reroute':
      return void acts.decide(reference, actor, { kind: 'rerouted', to: second });
    case 'reopen':
      return void acts.reopen(reference, actor);
    case 'require':
      return void acts.require(reference, actor, second);
    case 'satisfy':
      return void acts.satisfy(reference, actor, second);
    case 'correct':
      return void acts.correct(reference, actor, second as FieldName, third);
    case 'merge':
      return void acts.merge(reference, actor, second as CaseReference);
    case 'split':
      return void acts.split(reference, actor, message());
    case 'relink':
      return void acts.relink(reference, actor, message(), third as CaseReference);
    case 'clear':
      return void acts.clear(reference, actor);
    case 'transferred':
      return void acts.transferred(reference, actor, second, third as CivilDate);
    case 'resend':
      return void resend(desk, reference, actor, second === '' ? {} : { to: second });
    case 'hold':
      return void hold(desk, first, actor);
    case 'release':
      return void release(desk, first, actor);
    case 'relate':
      return void acts.relate(reference, actor, second as CaseReference);
    default:
      throw new Error(`no act ${verb}`);
  }
}

/** The intents, states, events and transitions that the events of some cases pass through. */
function passedThrough(
  stories: readonly (readonly CaseEvent[])[],
): Pick<Played, 'intents' | 'states' | 'happenings' | 'transitions'> {
  const intents = new Set<string>();
  const states = new Set<CaseState>();
  const happenings = new Set<CaseEvent['kind']>();
  const transitions = new Set<string>();
  for (const events of stories) {
    let current: ReturnType<typeof transition>['next'] | undefined;
    for (const event of events) {
      const { next } = transition(current, event);
      if (event.kind === 'submissionReceived') intents.add(event.submission.intent.kind);
      if (next.state !== current?.state) transitions.add(`${current?.state ?? '–'} → ${next.state} (${event.kind})`);
      states.add(next.state);
      happenings.add(event.kind);
      current = next;
    }
  }
  return { intents: [...intents], states: [...states], happenings: [...happenings], transitions: [...transitions] };
}
