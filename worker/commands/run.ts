import { ConfigError, missingSecrets, type Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { startLog } from '../log.ts';
import { watch, watchOutbox } from '../loop.ts';
import { openOffice, postmanOf } from '../wiring.ts';

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
  let code: ExitCode = exitCodes.done;
  const lost = () => {
    log('another run has taken over');
    code = exitCodes.again;
    stop.now();
  };
  const { office, sources, elsewhere, close } = openOffice(config, {
    postman: postmanOf(config),
    log,
    warm: true,
    lost,
  });
  if (elsewhere.size > 0) {
    log('another run is at work on this storage', { holds: [...elsewhere.keys()] });
    await close();
    return exitCodes.again;
  }
  const { reconcileEvery } = config.schedule;
  const watches = sources.map(({ make }) => watch(make, office, reconcileEvery, stop.signal));
  log('started', { mailboxes: watches.length });
  await Promise.all([...watches, watchOutbox(office, OUTBOX_SECONDS, stop.signal)]);
  await office.outgoing.drain();
  await close();
  log('stopped');
  return code;
}

function stopSignal(log: ReturnType<typeof startLog>): { readonly signal: AbortSignal; now(): void } {
  const controller = new AbortController();
  const now = () => {
    controller.abort();
    setTimeout(() => process.exit(exitCodes.again), STOP_SECONDS * 1000).unref();
  };
  const stop = (signal: NodeJS.Signals) => {
    log('stopping', { signal });
    controller.abort();
    setTimeout(() => process.exit(exitCodes.done), STOP_SECONDS * 1000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return { signal: controller.signal, now };
}
