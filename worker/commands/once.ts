import { RegisterInUse } from '../../data/register/open.ts';
import { missingSecrets, ConfigError, type Config } from '../config.ts';
import type { Office } from '../desk.ts';
import { exitCodeOf, exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import { reconcile, type Reconciliation } from '../intake.ts';
import { reason, startLog } from '../log.ts';
import type { SourceFactory } from '../loop.ts';
import { tick } from '../tick.ts';
import { openOffice, postmanOf, sourcesOf } from '../wiring.ts';

/** One pass for cron: both mailboxes, then every letter due. A second run at the same time does nothing. */
export async function once(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  const log = startLog(process.stderr.isTTY && !json);
  const secrets = missingSecrets(config);
  if (secrets.length > 0) throw new ConfigError(config.file, secrets);
  try {
    const { office, close } = openOffice(config, postmanOf(config), log, false);
    try {
      const passes = await Promise.all(sourcesOf(config, log).map((make) => pass(make, office)));
      const fault = await office.outgoing.drain();
      // After the mails: one that came in time counts before a delay that ended since, and so does a letter accepted.
      tick(office);
      const codes = [...passes.map((each) => each.code), ...(fault === undefined ? [] : [exitCodeOf(fault)])];
      if (json) process.stdout.write(JSON.stringify(passes.flatMap((each) => each.done ?? [])) + '\n');
      return gravest(codes);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof RegisterInUse)) throw error;
    log('another run is at work on this storage, nothing to do');
    return exitCodes.done;
  }
}

async function pass(make: SourceFactory, office: Office): Promise<{ code: ExitCode; done?: Reconciliation }> {
  const source = make();
  try {
    await source.open(Object.values(office.settings.folders));
    const done = await reconcile(source, office, { progress: progress(source.name) });
    office.log('mailbox reconciled', { ...done });
    return { code: done.failed + done.unfiled > 0 ? exitCodes.again : exitCodes.done, done };
  } catch (error) {
    office.log('mailbox not reconciled', { source: source.name, error: reason(error) });
    return { code: exitCodeOf(error) };
  } finally {
    await source.close();
  }
}

/** A count that moves, only when a person is watching. */
function progress(name: string): (done: number, of: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done, of) => process.stderr.write(`\r${name} : ${done}/${of}${done === of ? '\n' : ''}`);
}
