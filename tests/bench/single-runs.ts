import { logoPng } from '../builders/logo.ts';
import { buildMail } from '../builders/mail.ts';
import { seeded } from './chance.ts';
import { guichet } from './contenders.ts';
import { scannedPdf } from './corpus-documents.ts';
import { generateMail } from './corpus-mail.ts';
import { receivedAt } from './corpus.ts';
import type { Cost } from './measured-process.ts';
import { measured } from './measured-process.ts';
import { withRig } from './rig.ts';
import { median } from './statistics.ts';

/** What `guichet once` costs away from any backlog. */
export interface SingleRuns {
  /** Milliseconds of a pass over an empty mailbox, and of Node doing nothing at all. */
  readonly emptyMailbox: number;
  readonly emptyNode: number;
  /** Peak in MiB of a pass: over nothing, over one ordinary request, over one mail with a scan of 25 MB. */
  readonly peakEmpty: number;
  readonly peakOrdinary: number;
  readonly peakLarge: number;
  /** Milliseconds of the passes over one mail. */
  readonly ordinary: number;
  readonly large: number;
}

const TIMES = 5;
const LARGE = 25_000_000;

/** Cold starts, and one mail at a time. */
export async function singleRuns(cache: string, roundTrip: number): Promise<SingleRuns> {
  const chance = seeded(7);
  const ordinary = (await generateMail('form and table', 1, chance)).bytes;
  const scan = { name: 'Dossier complet.pdf', content: await scannedPdf(LARGE, chance) };
  const large = buildMail({ attachments: [scan, { name: 'logo.png', content: logoPng() }] });
  const pass = (...mails: Uint8Array[]) => passOver(mails, cache, roundTrip);
  const nothing = await repeated(() => pass());
  const one = await repeated(() => pass(ordinary));
  const heavy = await repeated(() => pass(large));
  const node = await repeated(() => measured(process.execPath, ['-e', '0'], process.env));
  return {
    emptyMailbox: nothing.milliseconds,
    emptyNode: node.milliseconds,
    peakEmpty: nothing.peak,
    peakOrdinary: one.peak,
    peakLarge: heavy.peak,
    ordinary: one.milliseconds,
    large: heavy.milliseconds,
  };
}

function passOver(mails: readonly Uint8Array[], cache: string, roundTrip: number): Promise<Cost> {
  const delivered = mails.map((each, rank) => ({ bytes: () => Promise.resolve(each), receivedAt: receivedAt(rank) }));
  return withRig({ mails: delivered, cache, roundTrip }, (rig) => guichet.run(rig));
}

async function repeated(run: () => Promise<Cost>): Promise<{ milliseconds: number; peak: number }> {
  const costs: Cost[] = [];
  for (let time = 0; time < TIMES; time += 1) costs.push(await run());
  return {
    milliseconds: median(costs.map((each) => each.seconds * 1000)),
    peak: median(costs.map((each) => each.peakMegabytes)),
  };
}
