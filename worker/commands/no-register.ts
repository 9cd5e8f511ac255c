import type { Config } from '../config.ts';
import { RegisterLost } from '../domain/ports.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { isRegisterLost } from '../restoration.ts';
import { storagePaths } from '../wiring.ts';

/** What a command says that looks at the register where there is none: nothing was proved or copied, and no script may think so. */
export function noRegister(config: Config, json: boolean): ExitCode {
  const paths = storagePaths(config);
  if (isRegisterLost(paths)) throw new RegisterLost(paths.root);
  if (json) process.stdout.write('null\n');
  process.stderr.write(
    `Aucun registre dans « ${paths.root} » : aucun message n’a encore été relevé, ou le disque n’est pas monté.\n`,
  );
  return exitCodes.again;
}
