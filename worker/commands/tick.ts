import type { Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { reason } from '../log.ts';
import { tick } from '../tick.ts';
import { now, openToAct, settingsOf } from '../wiring.ts';

/** Applies what the calendar brought. Harmless beside a run at work: each change is one transaction that looks first. */
export function tickOnce(config: Config, { json }: { json: boolean }): ExitCode {
  const book = openToAct(config);
  let code: ExitCode = exitCodes.done;
  try {
    const changed = tick({ register: book, settings: settingsOf(config), now }, (reference, error) => {
      process.stderr.write(`${reference} : ${reason(error)}\n`);
      code = exitCodes.internal;
    });
    process.stdout.write(
      json ? `${JSON.stringify({ changed })}\n` : `${changed} dossier(s) changé(s) par le calendrier\n`,
    );
    return code;
  } finally {
    book.close();
  }
}
