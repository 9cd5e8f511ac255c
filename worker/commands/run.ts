import { ConfigError, missingSecrets, type Config } from '../config.ts';
import type { CertificateLook } from '../certificates.ts';
import type { Office } from '../desk.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { healthOf } from '../health.ts';
import { startHealthServer, type HealthServer } from '../health-server.ts';
import { reason, startLog } from '../log.ts';
import { watch, watchOutbox } from '../loop.ts';
import { listenForStop } from '../stop.ts';
import { certificatesOf, healthPlaces, now, openOffice, postmanOf } from '../wiring.ts';

/** Seconds between two looks at deferred letters. */
const OUTBOX_SECONDS = 30;

/** Milliseconds. */
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The daemon: watches until SIGTERM or SIGINT, finishes the mail in hand, closes. */
export async function run(config: Config): Promise<ExitCode> {
  const log = startLog(process.stderr.isTTY);
  const secrets = missingSecrets(config);
  if (secrets.length > 0) throw new ConfigError(config.file, secrets);
  const stop = listenForStop(exitCodes.done, log);
  let code: ExitCode = exitCodes.done;
  const lost = () => {
    log('another run has taken over');
    code = exitCodes.again;
    stop.now(exitCodes.again);
  };
  const postman = postmanOf(config);
  const { office, sources, elsewhere, close } = openOffice(config, { postman, log, warm: true, lost });
  if (elsewhere.size > 0) {
    log('another run is at work on this storage', { holds: [...elsewhere.keys()] });
    await close();
    return exitCodes.again;
  }
  stop.cuts(office.pool);
  const { reconcileEvery } = config.schedule;
  const watches = sources.map((each) => watch(each, office, reconcileEvery, stop.signal));
  const health = config.health.port === undefined ? undefined : serveHealth(config, config.health.port, office);
  log('started', { mailboxes: watches.length });
  const works = [...watches, watchOutbox(office, OUTBOX_SECONDS, stop.signal)];
  try {
    await Promise.all(works);
  } catch (error) {
    // Half a service would look like a whole one: whoever starts it anew sees it end.
    stop.now(exitCodes.internal);
    await Promise.allSettled(works);
    log('stopped by an error', { error: reason(error) });
    code = exitCodes.internal;
  }
  health?.close();
  await office.outgoing.drain();
  await close();
  log('stopped');
  return code;
}

/** Health on loopback. Certificates change slowly: they are looked at once a day, and sooner where a server was away. */
function serveHealth(config: Config, port: number, { register, log }: Office): HealthServer {
  let certificates: readonly CertificateLook[] = [];
  let lookAt = 0;
  const look = () => {
    if (performance.now() >= lookAt) {
      lookAt = performance.now() + DAY;
      // Not waited for: a server that does not answer must not keep health from being told.
      void certificatesOf(config).then((looks) => {
        certificates = looks;
        if (looks.some(({ daysLeft }) => daysLeft === undefined)) lookAt = performance.now() + MINUTE;
      });
    }
    return healthOf({ ...healthPlaces(config), register, certificates }, now());
  };
  void look();
  return startHealthServer(port, look, log);
}
