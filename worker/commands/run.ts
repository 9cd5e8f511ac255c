import { RegisterInUse } from '../../data/register/open.ts';
import { ConfigError, missingSecrets, type Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { startLog } from '../log.ts';
import { watch, watchOutbox } from '../loop.ts';
import { openOffice, postmanOf, sourcesOf } from '../wiring.ts';

/** Seconds between two looks at deferred letters. */
const OUTBOX_SECONDS = 30;

/** A run that does not end by itself in this time is cut: every step is safe to cut. */
const STOP_SECONDS = 8;

/** The daemon: watches until SIGTERM or SIGINT, finishes the mail in hand, closes. */
export async function run(config: Config): Promise<ExitCode> {
  const log = startLog(process.stderr.isTTY);
  const secrets = missingSecrets(config);
  if (secrets.length > 0) throw new ConfigError(config.file, secrets);
  const stop = stopSignal(log);
  try {
    const { office, close } = openOffice(config, postmanOf(config), log, true);
    const { reconcileEvery } = config.schedule;
    const watches = sourcesOf(config, log).map((make) => watch(make, office, reconcileEvery, stop));
    log('started', { mailboxes: watches.length });
    await Promise.all([...watches, watchOutbox(office, OUTBOX_SECONDS, stop)]);
    await office.outgoing.drain();
    await close();
    log('stopped');
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof RegisterInUse)) throw error;
    log('another run is at work on this storage');
    return exitCodes.again;
  }
}

function stopSignal(log: ReturnType<typeof startLog>): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    log('stopping', { signal });
    controller.abort();
    setTimeout(() => process.exit(exitCodes.done), STOP_SECONDS * 1000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return controller.signal;
}
