import { ActRefused } from '../acts.ts';
import type { Config } from '../config.ts';
import { crashPoint } from '../crash-point.ts';
import type { Desk } from '../desk.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { now, openToAct, settingsOf } from '../wiring.ts';

/**
 * Opens the register beside whatever is at work on it (each act is one short transaction), acts, and prints what the act
 * tells. A refused act is told and changes nothing.
 */
export function acting(config: Config, act: (desk: Desk) => string): ExitCode {
  const book = openToAct(config);
  try {
    const told = act({ register: book, settings: settingsOf(config), now });
    crashPoint('act committed');
    process.stdout.write(`${told}\n`);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    process.stderr.write(`Refusé : ${error.message}\n`);
    return exitCodes.again;
  } finally {
    book.close();
  }
}
