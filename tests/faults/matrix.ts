import { crashes, deskCrashes } from './crashes.ts';
import type { Repeats } from './sound.ts';

/** The guarantees that faults try; the numbers are those of the table. */
export const guarantees = {
  1: 'nothing is lost, and what differs is told',
  2: 'one answer: at least one, and again only the same',
  3: 'one mail stops no other',
  4: 'several processes do not double the work',
  5: 'everything can be proved afterwards',
  8: 'the folder of a mail follows the register',
  10: 'no secret is told',
} as const;

/** One accident, what it tries, and where it is played. */
export interface Fault {
  readonly fault: string;
  readonly tries: readonly (keyof typeof guarantees)[];
  /** File under tests/ and words of a test in it; or why it cannot be played. */
  readonly played: readonly [file: string, test: string] | { readonly not: string };
  readonly allows: Repeats;
}

const never = 'no letter twice';
const same = 'the same letter may come twice';

const servers = 'faults/servers.test.ts';
const storage = 'faults/storage.test.ts';
const processes = 'faults/processes.test.ts';
const letters = 'worker/dispatch.test.ts';

const fault = (name: string, tries: Fault['tries'], file: string, test: string, allows: Repeats = never): Fault => ({
  fault: name,
  tries,
  played: [file, test],
  allows,
});

const crashed: Fault[] = Object.entries(crashes).map(([point, { repeats }]) => ({
  fault: `kill −9: ${point}`,
  tries: [1, 2, 5, 8],
  played: ['faults/crash-points.test.ts', 'at « %s » leaves everything as if it had not'],
  allows: repeats,
}));

const ofCommands = Object.keys(deskCrashes).map((point) =>
  fault(`kill −9: ${point}`, [1, 5], 'faults/crash-points.test.ts', 'at « %s » leaves everything as if it had not'),
);

const unnamed: Fault[] = [
  fault('death between writing a mail aside and placing it', [1, 5], 'worker/proof.test.ts', 'was written aside'),
];

const ofImap: Fault[] = [
  fault('IMAP server killed and started again', [1, 2, 5], servers, 'that is killed during a pass and started again'),
  fault(
    'IMAP line cut at each command',
    [1, 2, 5, 8],
    'faults/imap-commands.test.ts',
    'that is cut at each command of a pass',
  ),
  fault('IMAP line cut anywhere', [1, 2, 5, 8], servers, 'of what it has to say loses nothing'),
  fault('IMAP line cut within a literal', [1, 2, 5], servers, 'that hangs up within the literal of a mail'),
  fault(
    'mail that the server cannot hand out',
    [1, 3],
    'worker/imap-fetching.test.ts',
    'takes every other mail, says which one it could not fetch',
  ),
  fault('folder that cannot be opened', [1, 3], 'worker/imap-fetching.test.ts', 'though a tray cannot be opened'),
  fault('IMAP server slow', [1, 2], servers, 'that is slow is waited for'),
  fault('IMAP login refused', [1, 2, 10], servers, 'that refuses the login is named so'),
  fault('black hole during IDLE', [1, 2], servers, 'behind a firewall that forgot the line'),
  fault('mail vanishes between search and fetch', [1, 2, 8], servers, 'vanishes between the search and the fetch'),
  fault('mail changes folder while it is read', [1, 2, 8], servers, 'changes folder while it is read'),
  fault('folder missing', [1, 8], servers, 'that somebody deleted is made again'),
  fault('folder renamed', [1, 2, 8], servers, 'that somebody renamed takes its mails out of sight'),
  fault('folder read-only', [1, 2, 8], servers, 'that may not be written leaves its mails in the queue'),
  fault('UIDVALIDITY changed', [1, 2, 8], 'worker/trays.test.ts', 'when the server numbers everything anew'),
  fault('server without MOVE', [1, 8], 'worker/imap.test.ts', 'moves nothing on a server without MOVE'),
  fault('IMAP certificate nobody vouches for', [10], 'worker/imap.test.ts', 'is refused when nobody vouches'),
  {
    fault: 'mailbox with 20 000 filed mails',
    tries: [1],
    played: { not: 'measured in the benchmark, not among the tests' },
    allows: never,
  },
];

const ofSmtp: Fault[] = [
  fault('SMTP server down', [2], letters, 'is asked with one letter, whose attempt is not counted, until it is back'),
  fault('SMTP 4xx at MAIL, RCPT, end of DATA', [2], letters, '%s goes out later, once'),
  fault('SMTP 4xx at DATA', [2], letters, 'at DATA goes out later too'),
  fault('SMTP 4xx for two days', [2], letters, 'during two days is given to staff'),
  fault('SMTP 5xx at DATA', [2, 3], letters, 'at DATA is for staff too'),
  fault('SMTP refuses one recipient', [2, 3], letters, 'does not stop those of other recipients'),
  fault('SMTP cut after DATA, letter kept or lost', [2], letters, 'is sent again once, later, the same', same),
  fault('SMTP doubt twice', [2], letters, 'is for staff after a second time, and not sent a third', same),
  fault(
    'proof that a letter went out, after staff were told',
    [2],
    letters,
    'is no longer their affair once a mail proves',
    same,
  ),
  fault('SMTP stalls before the letter', [2], letters, 'stalls before it wants the letter'),
  fault('SMTP stalls after the letter', [2], letters, 'stalls after the letter: it is in doubt', same),
  fault('SMTP 421', [2], letters, 'closes the line with 421'),
  fault('SMTP account refused', [2, 10], letters, 'refuses the account: one letter finds out'),
  fault('SMTP certificate expired', [2, 10], letters, 'has a certificate that is out of date'),
  fault('a letter that our own code cannot write', [2, 3], letters, 'stops no other, and ends with staff'),
  fault('runs that die each time they send', [2], letters, 'is not sent for ever by runs that die each time', same),
];

const root = 'mounts a small file system: as root only, skipped elsewhere';
const ofStorage: Fault[] = [
  fault(`disk full for the archive (${root})`, [1, 2, 5], storage, 'for the archive (%i octets left) stops the pass'),
  fault(`disk full for the register (${root})`, [1, 2, 5], storage, 'for the register too (%i octets left)', same),
  fault(`archive or all storage read-only (${root})`, [1, 5], storage, 'under « storage/%s » stops the pass'),
  fault(
    'register in a folder without the permission to write',
    [5],
    storage,
    'shows its register, whether the last run ended or died',
    same,
  ),
  fault('register locked longer than we wait', [1, 4], storage, 'stops the pass, and the next one finishes'),
  fault('register locked in the middle of a pass', [1, 2, 4], storage, '(when %s) stops it with an error', same),
  fault('clock jumps', [5], storage, 'leaves a journal in the order in which things happened'),
  fault('clock goes back under a deferred letter', [2], letters, 'may go back: a letter put off by the wrong one'),
  fault(
    'clock jumps under a daemon (+40 days, −2 days)',
    [1, 2, 5],
    processes,
    'forty days forwards, then two days back',
  ),
  fault(
    'power cut, on a disk that keeps what it was sent (a file system in a file: as root only, skipped elsewhere)',
    [1, 2, 5, 8],
    'faults/power-cut.test.ts',
    'has kept on its disk whatever the servers were told',
    same,
  ),
];

const restoration = 'faults/restoration.test.ts';
const ofReturns: Fault[] = [
  fault('register back from a backup', [1, 2, 5, 8], restoration, 'from a backup answers nothing again'),
  fault('register back from a copy of another kind', [1, 2, 5, 8], restoration, '%s, is seen to be an older one'),
  fault('letter waiting in the backup', [2], restoration, 'from a backup in which a letter waited', same),
  fault('register lost', [1], 'worker/commands/proof.test.ts', 'it is lost: that is told'),
];

const ofProcesses: Fault[] = [
  fault('kill −9 at any time', [1, 2], 'worker/crash.test.ts', 'the next run finishes: nothing lost', same),
  fault('a mail that ends every run that reads it', [2, 3], 'faults/crash-points.test.ts', 'goes to quarantine alone'),
  fault('three passes at once', [4], 'worker/crash.test.ts', 'are harmless: the second does nothing'),
  fault('two daemons, cron and a person', [2, 4], processes, 'beside another one, a pass of cron and a person’s'),
  fault('a daemon dies, another follows', [1, 2, 4], processes, 'that dies is followed by the next one', same),
  fault(
    'the lock of the system fails',
    [4],
    'data/register/leases.test.ts',
    'lets nothing more be written once another',
  ),
  fault('SIGTERM while idle', [1, 2], processes, 'while it waits for mail ends at once'),
  fault(
    'SIGTERM while logging in, making folders, looking at them, fetching, filing',
    [1, 2],
    processes,
    '%s finishes the mails in hand',
    same,
  ),
  fault('SIGTERM while a reader hangs', [1, 2, 3], processes, 'hands the mail back: the stop is no attempt'),
  fault('no reading process can be started', [1, 2, 3], processes, 'stops the pass and says so; no mail is to blame'),
  fault('SIGTERM while sending', [1, 2], processes, 'while the outgoing server says nothing leaves', same),
  fault('a week’s mails at once (200 of them)', [1, 2], processes, 'ends with 200 mails at once'),
];

/** Every accident, as the table shows them. */
export const faults: readonly Fault[] = [
  ...crashed,
  ...ofCommands,
  ...unnamed,
  ...ofImap,
  ...ofSmtp,
  ...ofStorage,
  ...ofReturns,
  ...ofProcesses,
];

/** The table, in Markdown. */
export function matrixOf(all: readonly Fault[]): string {
  const rows = all.map(({ fault: name, tries, played, allows }) => {
    const where = 'not' in played ? `not played: ${played.not}` : `tests/${played[0]} – ${played[1]}`;
    return `| ${name} | ${tries.join(', ')} | ${where} | ${allows} |`;
  });
  return [
    '# Faults and guarantees',
    '',
    `Written by \`UPDATE=1 npx vitest run tests/faults\`; ${all.length} faults.`,
    '',
    'After each fault of tests/faults, one clean pass (or two): every mail is in exactly one place on the server, in the',
    'archive and in the register; one case for each that asks; one answer accepted for each; a repeat only where the last',
    'column allows it, and the same to the byte; `verify` finds nothing.',
    '',
    '| Guarantee | |',
    '| --- | --- |',
    ...Object.entries(guarantees).map(([number, words]) => `| ${number} | ${words} |`),
    '',
    '| Fault | Guarantees | Played by | Allowed |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
