import { missingSecrets, ConfigError, type Config } from '../config.ts';
import type { Office } from '../desk.ts';
import type { MailSource } from '../domain/ports.ts';
import { exitCodeOf, exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import { openSource, reconcile, type Reconciliation, type Watch } from '../intake.ts';
import { reason, startLog, type Log } from '../log.ts';
import type { NamedSource } from '../loop.ts';
import { listenForStop } from '../stop.ts';
import { tick } from '../tick.ts';
import { now, openOffice, postmanOf } from '../wiring.ts';

/** Intervals without a sign of work after which the run that holds a mailbox counts as stuck. */
const STUCK = 10;

/**
 * One pass for cron: both mailboxes, then every letter due. What another run holds is left to it, which is normal,
 * unless that run has not shown itself for long. Asked to stop, it finishes the mails in hand.
 */
export async function once(config: Config, { json, full }: { json: boolean; full: boolean }): Promise<ExitCode> {
  const log = startLog(process.stderr.isTTY && !json);
  const secrets = missingSecrets(config);
  if (secrets.length > 0) throw new ConfigError(config.file, secrets);
  const stop = listenForStop(exitCodes.again, log);
  const lost = () => log('another run has taken over');
  const opened = openOffice(config, { postman: postmanOf(config), log, warm: false, lost });
  const { office, sources } = opened;
  stop.cuts(office.pool);
  try {
    const held = codeOfOthers(opened.elsewhere, config, log);
    const passes = await Promise.all(sources.map((each) => pass(each, office, { full, signal: stop.signal })));
    const fault = await office.outgoing.drain();
    // After the mails: one that came in time counts before a delay that ended since, and so does a letter accepted.
    const failures: ExitCode[] = [];
    const changed = tick(office, (reference, error) => {
      log('calendar not applied to a case', { case: reference, error: reason(error) });
      failures.push(exitCodes.internal);
    });
    const calendar = changed > 0 ? exitCodes.calendar : exitCodes.done;
    const outbox = fault === undefined ? exitCodes.done : exitCodeOf(fault);
    const stopped = stop.signal.aborted ? exitCodes.again : exitCodes.done;
    if (json) process.stdout.write(JSON.stringify(passes.flatMap((each) => each.done ?? [])) + '\n');
    return gravest([held, ...passes.map((each) => each.code), outbox, calendar, ...failures, stopped]);
  } finally {
    await opened.close();
  }
}

function codeOfOthers(elsewhere: ReadonlyMap<string, string | undefined>, config: Config, log: Log): ExitCode {
  const limit = STUCK * Math.max(60, config.schedule.reconcileEvery) * 1000;
  let code: ExitCode = exitCodes.done;
  for (const [name, renewedAt] of elsewhere) {
    const silent = renewedAt === undefined ? 0 : Date.parse(now()) - Date.parse(renewedAt);
    log('held by another run', { name, lastSign: renewedAt });
    if (silent > limit) code = exitCodes.again;
  }
  return code;
}

async function pass(
  { name, make }: NamedSource,
  office: Office,
  asked: Pick<Watch, 'full' | 'signal'>,
): Promise<{ code: ExitCode; done?: Reconciliation }> {
  let source: MailSource | undefined;
  try {
    source = make();
    await openSource(source, office);
    const done = await reconcile(source, office, { progress: progress(name), ...asked });
    office.log('mailbox reconciled', { ...done });
    return { code: codeOf(done), done };
  } catch (error) {
    office.log('mailbox not reconciled', { source: name, error: reason(error) });
    return { code: exitCodeOf(error) };
  } finally {
    await source?.close();
  }
}

/** Whatever on the server is not in the register and filed makes the pass one to be run again. */
function codeOf({ failed, unfetched, unfiled, quarantined, folders }: Reconciliation): ExitCode {
  const unknown = folders.some(({ onServer, known }) => onServer > known);
  if (failed + unfetched + unfiled > 0 || unknown) return exitCodes.again;
  return quarantined > 0 ? exitCodes.quarantined : exitCodes.done;
}

/** A count that moves, only when a person is watching. */
function progress(name: string): (done: number, of: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done, of) => process.stderr.write(`\r${name} : ${done}/${of}${done === of ? '\n' : ''}`);
}
