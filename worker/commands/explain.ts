import { lookAt } from '../../data/register/look.ts';
import { storyOf } from '../../templates/story.ts';
import type { Config } from '../config.ts';
import { referencesIn } from '../domain/reference.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { storagePaths } from '../wiring.ts';
import { traceOf } from './purge.ts';

/** Tells a case's story. Reads the register beside a running daemon; writes nothing. */
export function explain(config: Config, asked: string, { json }: { json: boolean }): ExitCode {
  const [reference] = referencesIn(asked);
  const book = lookAt(storagePaths(config).register);
  try {
    const trace = reference && book?.eliminations.find(reference);
    if (trace !== undefined) {
      process.stdout.write(`${json ? JSON.stringify([trace]) : traceOf(trace)}\n`);
      return exitCodes.done;
    }
    const events = book === undefined || reference === undefined ? [] : book.cases.events(reference);
    if (events.length === 0) {
      process.stderr.write(`« ${asked} » : aucun dossier sous cette référence (vérifiez la lettre finale)\n`);
      return exitCodes.again;
    }
    process.stdout.write(`${json ? JSON.stringify(events) : storyOf(events)}\n`);
    return exitCodes.done;
  } finally {
    book?.close();
  }
}
