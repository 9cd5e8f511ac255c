import { join } from 'node:path';
import { expect } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { SmtpScript } from '../servers/smtp-sink.ts';
import { dieAt, type Stage } from './fault-office.ts';
import type { Repeats } from './sound.ts';

/** How a run comes to a point where it can die, and whether a letter may be sent twice for it. */
export interface Crash {
  readonly repeats: Repeats;
  /** What must have happened before, so that the next run comes by. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** What the outgoing server does, made anew for each office. */
  readonly smtp?: () => SmtpScript;
}

const once: Crash = { repeats: 'no letter twice' };
/** The server may have a letter of which the register does not hold its reply. */
const inDoubt: Crash = { repeats: 'the same letter may come twice' };

/** Mails that lie in their folders without the register knowing: met there by the next run. */
const met: Crash = { ...inDoubt, before: (stage) => dieAt(stage, 'mails moved, not verified') };

/** A case that staff closed: its mail goes to another folder. */
const decided: Crash = { ...once, before: closeFirstCase };

/** Every point of the program, by name. A run works on several mails and letters at a time: any of them may be in doubt. */
export const crashes: Readonly<Record<string, Crash>> = {
  'mail kept': once,
  'attempt counted': once,
  'mail read': inDoubt,
  'mail written, not committed': inDoubt,
  'mail committed': inDoubt,
  'mail shelved': { ...inDoubt, before: failThreeTimes },
  'mails to file': inDoubt,
  'mails moved, not verified': inDoubt,
  'mails filed, not told': inDoubt,
  'filing told': inDoubt,
  'mail met': met,
  'mail located, not committed': met,
  'folder gone through': met,
  'mails to file anew': decided,
  'mails filed anew, not told': decided,
  'new filing told': decided,
  'letter composed': inDoubt,
  'letter about to be handed over': inDoubt,
  'letter accepted, not told': inDoubt,
  'acceptance told': inDoubt,
  'letter refused, not told': { ...inDoubt, smtp: refuseFirst },
  'interrupted letters put back, not committed': {
    ...inDoubt,
    before: (stage) => dieAt(stage, 'letter about to be handed over'),
  },
};

const staff = ['--by', 'A. Martin', '--why', 'essai'] as const;
const purge = ['purge', '--visa', 'V1', ...staff, '--before', '2026-12-31', '--yes'] as const;
const authorise = [
  ...['authorise', 'AI 2024/2', ...staff, '--holder', 'Aubraie', '--product', 'Doloxal', '--quantity', '10 boîtes'],
  ...['--from', '2024-01-01', '--until', '2024-12-31'],
] as const;

/** A command that dies, and how much of its work is done by then: where it is a part, the same command ends it. */
export interface DeskCrash {
  readonly command: readonly string[];
  readonly done: 'nothing' | 'a part' | 'all';
}

const nothing = (command: readonly string[]): DeskCrash => ({ command, done: 'nothing' });
const aPart = (...command: readonly string[]): DeskCrash => ({ command, done: 'a part' });

/**
 * The points outside of the passes, and the command that comes by: it needs no mailbox. `OPEN` is a case that waits for
 * its applicant, `BACKUP` an empty folder.
 */
export const deskCrashes: Readonly<Record<string, DeskCrash>> = {
  'day of an authorisation written, not committed': nothing(['tick']),
  'day of an authorisation committed': aPart('tick'),
  'calendar written, not committed': aPart('tick'),
  'calendar committed': aPart('tick'),
  'act written, not committed': nothing(['reroute', 'OPEN', '--to', 'ARS', ...staff]),
  'act committed': { command: ['reroute', 'OPEN', '--to', 'ARS', ...staff], done: 'all' },
  'resending written, not committed': nothing(['resend', 'OPEN', ...staff]),
  'hold written, not committed': nothing(['hold', 'aubraie.example', ...staff]),
  'authorisation written, not committed': nothing(authorise),
  'elimination written, not committed': nothing(purge),
  'elimination committed': aPart(...purge),
  'mail eliminated': aPart(...purge),
  'traces to erase': aPart(...purge),
  'register copied aside': aPart('backup', 'BACKUP'),
  'mail copied': aPart('backup', 'BACKUP'),
  'copy proved, not placed': aPart('backup', 'BACKUP'),
  'copy placed': { command: ['backup', 'BACKUP'], done: 'all' },
};

function refuseFirst(): SmtpScript {
  const first = [{ code: 451, text: 'later' }];
  return { recipient: () => first.shift() };
}

async function closeFirstCase({ office }: Stage): Promise<void> {
  await office.run('once');
  const [current] = office.cases();
  const { code, err } = await office.run(
    'decide',
    current?.reference ?? '',
    'filed',
    '--by',
    'A. Martin',
    '--why',
    'x',
  );
  if (code !== 0) throw new Error(err);
}

/** Three runs have died with the first mail in hand: it goes to quarantine, without a case and without an answer. */
function failThreeTimes({ asking, automatic, storage }: Stage): Promise<void> {
  const mail = asking.shift() ?? expect.fail('no mail');
  automatic.push(mail);
  const book = register(openConnection(join(storage, 'register.db')));
  const at = '2026-06-01T08:00:00.000Z' as Instant;
  for (let time = 0; time < 3; time += 1) book.attempts.begin('import', sha256(mail), at);
  book.close();
  return Promise.resolve();
}
