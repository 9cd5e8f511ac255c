import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { allRules } from '../rules/all.ts';

/** Prints the table rule → article → sentence. */
export function listRules({ json }: { json: boolean }): ExitCode {
  const rows = allRules.map(({ code, severity, basis, sentence, cure }) => ({ code, severity, basis, sentence, cure }));
  const lines = rows.map(
    ({ code, severity, basis, sentence }) => `${code.padEnd(7)}${severity.padEnd(14)}${basis}\n       ${sentence}`,
  );
  process.stdout.write((json ? JSON.stringify(rows) : lines.join('\n')) + '\n');
  return exitCodes.done;
}
