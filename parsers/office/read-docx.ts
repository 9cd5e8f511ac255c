import type { DocumentNote } from '../../worker/domain/submission.ts';
import { withoutRepeats, type Block, type FoundText } from './flow.ts';
import type { Package } from './package.ts';
import { Unreadable } from './unreadable.ts';
import { wordReader, type WordReader } from './word-blocks.ts';
import { wordStyles } from './word-styles.ts';
import { child, elements, type Element } from './xml.ts';

/** Reads a Word text (ECMA-376 part 1 §11): its headers, body, notes and footers, in this order. Throws `Unreadable`. */
export function readDocx(archive: Package): FoundText {
  const { part } = archive;
  // Word on the web numbers the main part of what it converts: document2.xml.
  const main = archive.names.find((each) => /^word\/document\d*\.xml$/.test(each));
  const body = main === undefined ? undefined : child(part(main), 'w:body');
  if (body === undefined) throw new Unreadable('corrupt');
  const reader = wordReader(wordStyles(part('word/styles.xml')), body);
  const repeated = (kind: string) => withoutRepeats(numbered(archive, kind).map((each) => reader.blocks(part(each))));
  const blocks = [
    ...repeated('header'),
    ...reader.blocks(body),
    ...['footnote', 'endnote'].flatMap((name) => notesIn(part(`word/${name}s.xml`), `w:${name}`, reader)),
    ...repeated('footer'),
  ];
  return {
    blocks,
    notes: remarks(archive, reader.isPartial()),
    hasPictures: archive.names.some((each) => each.startsWith('word/media/')),
  };
}

/** The parts of a kind by their numbers: header1.xml, header2.xml. */
function numbered({ names }: Package, kind: string): string[] {
  const number = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);
  const wanted = names.filter((each) => new RegExp(`^word/${kind}\\d*\\.xml$`).test(each));
  return wanted.sort((a, b) => number(a) - number(b));
}

/** Footnotes, without the lines that part them from the text. */
function notesIn(root: Element | undefined, name: string, reader: WordReader): Block[] {
  return elements(root, name)
    .filter((each) => each.attributes['w:type'] === undefined)
    .flatMap((each) => reader.blocks(each));
}

/** Macros, and links to files elsewhere: a template, a picture, an object. A link to click is none. */
function remarks({ names, part }: Package, isPartial: boolean): DocumentNote[] {
  const relations = names
    .filter((each) => /^word\/_rels\/[^/]+\.rels$/.test(each))
    .flatMap((each) => elements(part(each), 'rel:Relationship'));
  const isElsewhere = relations.some(
    ({ attributes }) => attributes['TargetMode'] === 'External' && !/\/hyperlink$/.test(attributes['Type'] ?? ''),
  );
  const hasMacros = names.some((each) => /(?:^|\/)vbaProject\.bin$/i.test(each));
  return [
    ...(hasMacros ? (['macros'] as const) : []),
    ...(isElsewhere ? (['externalLinks'] as const) : []),
    ...(isPartial ? (['cutShort'] as const) : []),
  ];
}
