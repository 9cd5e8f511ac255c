import { fold } from '../../worker/domain/fold.ts';
import type { Place, Reading } from '../../worker/domain/submission.ts';
import type { Where } from '../reading.ts';

/** A line of a letter or mail, and where it stands. */
export interface PlacedLine {
  readonly text: string;
  readonly place: Place;
}

/** A French town line (`37000 Tours`), or a foreign one under its country letters (`CH-4051 Bâle`). */
const town = /(?:^|[\s,–—•|-])(?:\d{5}|[A-Z]{1,2}-\d{4,5})\s+\p{Lu}[\p{L}’' -]{2,}/u;

const street =
  /\b(rue|avenue|av|boulevard|bd|place|allee|chemin|route|impasse|quai|cours|square|zone|parc|lieu dit|bp|cs|street|road|strasse)\b/;

/** Words of the block to which a letter is addressed: it is the agency's address, not the applicant's. */
const addressee =
  /\b(ansm|agence nationale|directeur general|directrice generale|madame la directrice|monsieur le directeur)\b/;

/** Lines above the town line that may still belong to the block. */
const BLOCK = 5;

/** Labels too short to say whose name or address they announce, outside any heading. */
const bareName =
  /^\s*(?:nom(?: et prénoms?| ou raison sociale)?|prénom et nom|raison sociale|société|établissement)\s*:\s*(\S.*)$/iu;
const bareAddress = /^\s*adresse(?: complète| postale)?\s*:\s*(\S.*)$/iu;

type Party = 'importer' | 'exporter';

/**
 * Whoever writes, where no clear label says so: a bare « Nom : », a letterhead, a signature. Name and address are given
 * as written (`unparsed`): enough never to call them missing, not enough to say what they are.
 */
export function senderReadings(lines: readonly PlacedLine[], where: Where): Reading[] {
  const whole = fold(lines.map((each) => each.text).join(' '));
  const party = /\bexport/.test(whole) && !/\bimport/.test(whole) ? 'exporter' : 'importer';
  const [names, address] = addressBlock(lines);
  return [
    ...asWritten(party, 'Name', bare(lines, bareName) ?? names, where),
    ...asWritten(party, 'Address', bare(lines, bareAddress) ?? address, where),
  ];
}

function bare(lines: readonly PlacedLine[], label: RegExp): PlacedLine[] | undefined {
  const found = lines.find((each) => label.test(each.text));
  return found && [{ ...found, text: label.exec(found.text)?.[1] ?? '' }];
}

/** The lines of the first address block that is not the addressee's: those of the name, those of the address. */
function addressBlock(lines: readonly PlacedLine[]): [PlacedLine[], PlacedLine[]] {
  for (const [index, line] of lines.entries()) {
    if (!town.test(line.text) || line.text.length > 200) continue;
    const block = lines.slice(blockStart(lines, index), index + 1);
    if (block.some((each) => addressee.test(fold(each.text)))) continue;
    const from = block.findIndex((each) => town.test(each.text) || street.test(fold(each.text)));
    const names = from > 0 ? block.slice(0, from) : letterheadOf(lines, index + 1 - block.length);
    return [names, block.slice(from)];
  }
  return [[], []];
}

/** At the top of a letter the name stands in large type, apart from its address. */
function letterheadOf(lines: readonly PlacedLine[], start: number): PlacedLine[] {
  const above = lines.slice(0, start).filter((each) => each.text.trim() !== '');
  return above.length <= 2 ? above : [];
}

/** A block ends, upwards, at a blank line. */
function blockStart(lines: readonly PlacedLine[], end: number): number {
  let start = end;
  while (start > 0 && end - start < BLOCK && (lines[start - 1]?.text.trim() ?? '') !== '') start -= 1;
  return start;
}

function asWritten(party: Party, what: 'Name' | 'Address', lines: readonly PlacedLine[], where: Where): Reading[] {
  const [first] = lines;
  const raw = lines.map((each) => each.text.trim()).join(', ');
  if (first === undefined || raw === '') return [];
  const read = { raw, state: 'unparsed', source: { ...where, place: first.place } } as const;
  if (party === 'importer')
    return [what === 'Name' ? { field: 'importerName', ...read } : { field: 'importerAddress', ...read }];
  return [what === 'Name' ? { field: 'exporterName', ...read } : { field: 'exporterAddress', ...read }];
}
