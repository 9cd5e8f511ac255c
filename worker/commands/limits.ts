import { caps } from '../../parsers/limits.ts';
import type { Config } from '../config.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { FILES_OF_TIME } from '../pool.ts';

interface Row {
  readonly name: string;
  readonly most: number;
  readonly unit: string;
  readonly reason: string;
}

/** Prints every cap on opening and reading: those of the code, then those of the configuration. */
export function listLimits(config: Config, { json }: { json: boolean }): ExitCode {
  const rows = [...Object.entries(caps).map(([name, cap]) => ({ name, ...cap })), ...settingsOf(config)];
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : table(rows));
  return exitCodes.done;
}

function settingsOf({ limits }: Config): Row[] {
  const { messageMegabytes, readingSeconds, readingMegabytes } = limits;
  return [
    setting(
      'messageMegabytes',
      messageMegabytes,
      'Mo par message',
      'un message plus gros est relevé seul, après les autres',
    ),
    setting(
      'readingSeconds',
      readingSeconds,
      'secondes de calcul par fichier',
      'un fichier ne doit pas arrêter le service',
    ),
    {
      name: '(déduit)',
      most: readingSeconds * FILES_OF_TIME,
      unit: 'secondes par message',
      reason: 'les fichiers qui restent sont nommés, sans être lus',
    },
    setting('readingMegabytes', readingMegabytes, 'Mo de mémoire par courriel', 'même raison'),
  ];
}

function setting(name: string, most: number, unit: string, reason: string): Row {
  return { name: `limits.${name}`, most, unit, reason };
}

/** The most and its unit side by side, as they are read aloud. */
function table(rows: readonly Row[]): string {
  const figures = rows.map(({ most }) => most.toLocaleString('fr-FR'));
  const width = (texts: readonly string[]) => Math.max(...texts.map((each) => each.length));
  const [names, numbers, units] = [width(rows.map((each) => each.name)), width(figures), width(rows.map(unitOf))];
  return rows
    .map((row, index) => {
      const figure = (figures[index] ?? '').padStart(numbers);
      return `${row.name.padEnd(names)}  ${figure} ${unitOf(row).padEnd(units)}  ${row.reason}\n`;
    })
    .join('');
}

function unitOf({ unit }: Row): string {
  return unit;
}
