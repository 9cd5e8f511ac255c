import { openConnection, holdExclusively, RegisterInUse } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { tick } from '../tick.ts';
import { now, settingsOf, storagePaths } from '../wiring.ts';

/** Applies what the calendar brought. A run at work does it by itself: then there is nothing to do here. */
export function tickOnce(config: Config, { json }: { json: boolean }): ExitCode {
  const paths = storagePaths(config);
  try {
    const lock = holdExclusively(paths.lock);
    const book = register(openConnection(paths.register));
    const changed = tick({ register: book, settings: settingsOf(config), now });
    book.close();
    lock.release();
    process.stdout.write(
      json ? `${JSON.stringify({ changed })}\n` : `${changed} dossier(s) changé(s) par le calendrier\n`,
    );
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof RegisterInUse)) throw error;
    process.stdout.write(
      json ? `${JSON.stringify({ changed: 0 })}\n` : 'Un autre passage est en cours : il s’en charge.\n',
    );
    return exitCodes.done;
  }
}
