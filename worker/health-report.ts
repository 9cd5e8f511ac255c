import type { LetterState } from '../data/register/outbox.ts';
import { letterStates } from './commands/letter-lines.ts';
import { minutesSince, type Health } from './health.ts';

/** The health of the service for a person, in French. */
export function healthReport({ at, mailboxes, figures, certificates, disk, concerns }: Health): string {
  const ago = (instant: Health['at'] | undefined) =>
    instant === undefined ? 'jamais' : `il y a ${minutesSince(instant, at)} min`;
  const letters = Object.entries(figures?.letters ?? {}).map(
    ([state, count]) => `${letterStates[state as LetterState]} : ${count}`,
  );
  return [
    'BOÎTES',
    ...mailboxes.map(
      ({ source, pass }) =>
        `  ${source} : dernière relève complète ${ago(pass?.completedAt)} ; ${pass?.found ?? 0} en file au dernier ` +
        `regard, ${pass?.failed ?? 0} en échec, ${pass?.unfiled ?? 0} non classé(s)`,
    ),
    'LETTRES',
    ...(letters.length === 0 ? ['  aucune'] : letters.map((each) => `  ${each}`)),
    ...(figures?.oldestUnsent === undefined ? [] : [`  la plus ancienne à partir : ${ago(figures.oldestUnsent)}`]),
    `  à traiter par un agent : ${figures?.lettersForStaff ?? 0}`,
    'DOSSIERS',
    `  messages en quarantaine : ${figures?.quarantined ?? 0}`,
    `  refus implicites proches : ${figures?.refusalsNear ?? 0} ; nés : ${figures?.refusalsBorn ?? 0}`,
    `  réponses attendues sous peu : ${figures?.answersDue ?? 0}`,
    'CERTIFICATS',
    ...(certificates.length === 0 ? ['  aucun'] : []),
    ...certificates.map(
      ({ server, daysLeft, problem }) =>
        `  ${server} : ${[problem, daysLeft === undefined ? undefined : `${daysLeft} jour(s)`].filter(Boolean).join(', ')}`,
    ),
    'DISQUE',
    `  ${disk === undefined ? 'inconnu' : `${megabytes(disk.freeBytes)} Mo libres sur ${megabytes(disk.totalBytes)}`}`,
    '',
    ...(concerns.length === 0 ? ['✓ rien à signaler'] : concerns.map(({ told }) => `⚠ ${told}`)),
  ].join('\n');
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

const letterStateNames = Object.keys(letterStates) as LetterState[];

/** The same as Prometheus reads it (text exposition format 0.0.4). */
export function healthMetrics({ at, mailboxes, figures, certificates, disk, concerns }: Health): string {
  const passes = mailboxes.flatMap(({ pass }) => (pass === undefined ? [] : [pass]));
  const seconds = (instant: Health['at']) => Math.max(0, (Date.parse(at) - Date.parse(instant)) / 1000);
  const gauges: [name: string, help: string, samples: (readonly [labels: string, value: number])[]][] = [
    [
      'reconciliation_age_seconds',
      'Since the last complete pass over the mailbox.',
      passes.flatMap(({ source, completedAt }) =>
        completedAt === undefined ? [] : [[`mailbox="${source}"`, seconds(completedAt)] as const],
      ),
    ],
    ['queue_mails', 'Mails in the queue at the last look.', passes.map((each) => [of(each), each.found])],
    ['queue_failed_mails', 'Mails that could not be taken in.', passes.map((each) => [of(each), each.failed])],
    ['queue_unfiled_mails', 'Known mails that could not be filed.', passes.map((each) => [of(each), each.unfiled])],
    [
      'letters',
      'Letters by state.',
      letterStateNames.map((state) => [`state="${state}"`, figures?.letters[state] ?? 0] as const),
    ],
    [
      'oldest_unsent_letter_seconds',
      'Age of the oldest letter that should go out by itself.',
      [['', figures?.oldestUnsent === undefined ? 0 : seconds(figures.oldestUnsent)]],
    ],
    ['letters_for_staff', 'Letters that only a person can bring further.', [['', figures?.lettersForStaff ?? 0]]],
    ['quarantined_mails', 'Mails in quarantine.', [['', figures?.quarantined ?? 0]]],
    ['implicit_refusals_near', 'Cases whose silence soon becomes a refusal.', [['', figures?.refusalsNear ?? 0]]],
    ['implicit_refusals_born', 'Cases whose silence became a refusal.', [['', figures?.refusalsBorn ?? 0]]],
    [
      'certificate_days',
      'Days until the certificate of a server ends.',
      certificates.flatMap(({ server, daysLeft }) =>
        daysLeft === undefined ? [] : [[`server="${server}"`, daysLeft] as const],
      ),
    ],
    ['disk_free_bytes', 'Free space of the storage.', disk === undefined ? [] : [['', disk.freeBytes]]],
    [
      'concerns',
      'Things that need a person.',
      (['service', 'staff'] as const).map((about) => [
        `about="${about}"`,
        concerns.filter((each) => each.about === about).length,
      ]),
    ],
  ];
  return gauges
    .filter(([, , samples]) => samples.length > 0)
    .flatMap(([name, help, samples]) => [
      `# HELP guichet_${name} ${help}`,
      `# TYPE guichet_${name} gauge`,
      ...samples.map(([labels, value]) => `guichet_${name}${labels === '' ? '' : `{${labels}}`} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function of({ source }: { readonly source: string }): string {
  return `mailbox="${source}"`;
}
