import type { Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { isClean, prove, type Check, type CheckName, type Progress, type Proof } from '../proof.ts';
import { storagePaths } from '../wiring.ts';
import { noRegister } from './no-register.ts';

/** Proves what is kept, beside a running daemon; writes nothing. Ends with 65 when anything is not as it was written. */
export async function verify(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  const proof = await prove(storagePaths(config), progress());
  if (proof === undefined) return noRegister(config, json);
  process.stdout.write(json ? `${JSON.stringify({ clean: isClean(proof), ...proof })}\n` : `${proofInFrench(proof)}\n`);
  return isClean(proof) ? exitCodes.done : exitCodes.damaged;
}

const names = {
  file: 'fichier du registre',
  schema: 'tables et garde-fous',
  journal: 'chaîne du journal',
  tables: 'tables tirées du journal',
  outbox: 'lettres',
  archive: 'archive des courriels',
} as const satisfies Record<CheckName, string>;

/** What was proved, check by check, for a terminal. */
export function proofInFrench({ checks, notices, end }: Proof): string {
  return [
    ...checks.flatMap(checkLines),
    ...notices.map((each) => `  à savoir : ${each}`),
    ...(end === undefined ? [] : [`Fin du journal : ${end.events} événement(s), empreinte ${end.hash}`]),
  ].join('\n');
}

function checkLines({ name, examined, faults }: Check): string[] {
  const count = examined > 1 ? ` (${examined})` : '';
  return [
    `${faults.length === 0 ? '✓' : '✗'} ${names[name]}${count}`,
    ...faults.map(({ row, wrong }) => `    ${row} : ${wrong}`),
  ];
}

/** A count that moves, only when a person is watching. */
export function progress(): Progress {
  if (!process.stderr.isTTY) return () => undefined;
  let last = 0;
  return (what, done, of) => {
    const now = performance.now();
    if (now - last < 100 && done !== of) return;
    last = now;
    process.stderr.write(`\r${names[what]} : ${done}/${of}${done === of ? '\n' : ''}`);
  };
}
