import type { Case } from '../worker/domain/case.ts';
import type { Document } from '../worker/domain/submission.ts';
import { heading, list, type Block } from './block.ts';
import { documentNames } from './document-names.ts';
import { isPrivate } from './passages.ts';

const n = '\u00a0';

/** What came: each file, whether it was read, what it was recognised as. No name where it may be a patient's. */
export function received(...cases: readonly Case[]): Block[] {
  const documents = cases.flatMap((each) => each.submissions.at(-1)?.documents ?? []);
  const files = [...new Set(documents)].filter((each) => each.part !== '' && each.kind !== 'decoration');
  if (files.length === 0) return [];
  const discreet = cases.some(isPrivate);
  const numbers = [...new Set(files.map(({ part }) => part))];
  return [
    heading(files.length === 1 ? 'Document reçu avec votre envoi' : 'Documents reçus avec votre envoi'),
    list(
      files.map((each) => ({
        text: `${discreet ? `Fichier${n}${numbers.indexOf(each.part) + 1}` : fileName(each)}${described(each)}`,
        details: [],
      })),
    ),
  ];
}

function fileName({ file, size }: Document): string {
  return `${file === '' ? 'Fichier sans nom' : `«${n}${file}${n}»`} (${fileSize(size)})`;
}

const precise = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
const round = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });

function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}${n}octets`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'ko'] : [bytes / 1_000_000, 'Mo'];
  return `${(size < 10 ? precise : round).format(size)}${n}${unit}`;
}

/** « lu » is said of the file, whatever the gender of what it holds. */
function described(document: Document): string {
  if (document.kind === 'unreadable') return `, non lu automatiquement${n}: ${document.format}`;
  if (document.kind === 'container') return `, ouvert${n}: ${document.format}`;
  const { kind, pages, fromPicture } = document;
  const what = kind === 'other' ? 'document à identifier par un agent' : documentNames[kind];
  // What was recognised on a picture is never stated as read; a prescription is recognised, not searched for values.
  const state = fromPicture ? 'image à lire par un agent' : kind === 'prescription' ? 'à lire par un agent' : 'lu';
  return `${pagesOf(pages)}, ${state}${n}: ${what}`;
}

function pagesOf(pages: Document['pages']): string {
  if (pages === undefined) return '';
  const { first, last } = pages;
  return first === last ? `, page${n}${first}` : `, pages${n}${first} à${n}${last}`;
}
