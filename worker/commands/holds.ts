import { lookAt } from '../../data/register/look.ts';
import { when } from '../../templates/case-report.ts';
import type { Config } from '../config.ts';
import type { Desk } from '../desk.ts';
import type { Hold } from '../domain/hold.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { hold, release, standingHolds } from '../holds.ts';
import { storagePaths } from '../wiring.ts';
import { acting } from './acting.ts';
import type { ActOptions } from './acts.ts';

/** Puts a sender on hold. */
export const holdSender = (config: Config, sender: string, options: ActOptions) =>
  doing(config, options, (desk) => hold(desk, sender, options));

/** Ends a hold. */
export const releaseSender = (config: Config, sender: string, options: ActOptions) =>
  doing(config, options, (desk) => release(desk, sender, options));

/** Lists the holds that stand: since when, by whom, why. */
export function showHolds(config: Config, { json }: { json: boolean }): ExitCode {
  const book = lookAt(storagePaths(config).register);
  try {
    const all = book === undefined ? [] : standingHolds({ register: book });
    print(json ? JSON.stringify(all) : all.length === 0 ? 'Aucun expéditeur en attente.' : all.map(line).join('\n'));
    return exitCodes.done;
  } finally {
    book?.close();
  }
}

function doing(config: Config, { json }: ActOptions, act: (desk: Desk) => Hold): ExitCode {
  return acting(config, (desk) => {
    const done = act(desk);
    return json ? JSON.stringify(done) : line(done);
  });
}

function line({ kind, sender, by, why, at }: Hold): string {
  return `${sender} : ${kind === 'held' ? 'en attente' : 'libéré'}, le ${when(at)}, par ${by} : ${why}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
