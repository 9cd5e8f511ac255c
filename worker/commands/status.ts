import { lookAt } from '../../data/register/look.ts';
import { ConfigError, missingAuthorities, type Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { healthOf } from '../health.ts';
import { healthReport } from '../health-report.ts';
import { certificatesOf, healthPlaces, now, storagePaths } from '../wiring.ts';

/** Tells how the service stands; 12 when something needs a person. Beside a running daemon; writes nothing. */
export async function showStatus(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  const missing = missingAuthorities(config);
  if (missing.length > 0) throw new ConfigError(config.file, missing);
  const book = lookAt(storagePaths(config).register);
  try {
    const certificates = await certificatesOf(config);
    const health = await healthOf({ ...healthPlaces(config), register: book, certificates }, now());
    process.stdout.write(`${json ? JSON.stringify(health) : healthReport(health)}\n`);
    return health.concerns.length === 0 ? exitCodes.done : exitCodes.attention;
  } finally {
    book?.close();
  }
}
