import type { Look, Shape } from './flow.ts';
import { told, type Told } from './told.ts';
import { child, elements, type Element } from './xml.ts';

/** How the letters of a run look; a `hidden` run is not part of the text. */
export interface RunLook extends Look {
  readonly hidden: boolean;
  readonly font: string;
}

/** How a paragraph stands, and whether a page begins with it. */
export interface ParagraphShape extends Shape {
  readonly startsPage: boolean;
}

/** The styles of a Word text (ECMA-376 part 1 §17.7), with what the text itself says on top of them. */
export interface WordStyles {
  /** The look of a run by its own properties (`w:rPr`), in a paragraph with these (`w:pPr`). */
  run(properties: Element | undefined, paragraph: Element | undefined): RunLook;
  paragraph(properties: Element | undefined): ParagraphShape;
}

/** Styles that one may be based on, one after the other. */
const MAX_BASES = 20;

/** What Word takes where neither text nor styles say anything. */
const plainRun: RunLook = { size: 10, bold: false, italic: false, hidden: false, font: '' };
const plainParagraph: ParagraphShape = {
  left: 0,
  first: 0,
  before: 0,
  after: 0,
  align: 'left',
  stops: [],
  startsPage: false,
};

/** Reads the styles part; without one, everything is plain. */
export function wordStyles(root: Element | undefined): WordStyles {
  const styles = new Map(elements(root, 'w:style').map((each) => [each.attributes['w:styleId'] ?? '', each]));
  const usual = [...styles.values()].find((each) => isOn(each.attributes['w:default']) && typeOf(each) === 'paragraph');
  const defaults = child(root, 'w:docDefaults');
  const baseRun = runProperties(child(defaults, 'w:rPrDefault', 'w:rPr'));
  const baseParagraph = paragraphProperties(child(defaults, 'w:pPrDefault', 'w:pPr'));
  const inherited = <T>(id: string | undefined, own: (style: Element) => Told<T>, known: Map<string, Told<T>>) => {
    if (id === undefined) return {};
    const found = known.get(id) ?? merged(basesOf(id, styles).map(own));
    known.set(id, found);
    return found;
  };
  const runs = new Map<string, Told<RunLook>>();
  const paragraphs = new Map<string, Told<ParagraphShape>>();
  const ofRun = (id: string | undefined) => inherited(id, styleRun, runs);
  const usualId = usual?.attributes['w:styleId'];
  const styleOf = (properties: Element | undefined) => value(properties, 'w:pStyle') ?? usualId;
  return {
    run: (properties, paragraph) => ({
      ...plainRun,
      ...baseRun,
      ...ofRun(styleOf(paragraph)),
      ...ofRun(value(properties, 'w:rStyle')),
      ...runProperties(properties),
    }),
    paragraph: (properties) => ({
      ...plainParagraph,
      ...baseParagraph,
      ...inherited(styleOf(properties), (style) => paragraphProperties(child(style, 'w:pPr')), paragraphs),
      ...paragraphProperties(properties),
    }),
  };
}

/** Whether a property that is on or off is on: there without a value, it is. */
export function isSet(properties: Element | undefined, name: string): boolean | undefined {
  const found = child(properties, name);
  return found === undefined ? undefined : isOn(found.attributes['w:val'] ?? 'true');
}

/** The value of a property. */
export function value(properties: Element | undefined, name: string): string | undefined {
  return child(properties, name)?.attributes['w:val'];
}

/** A length in twentieths of a point (twips), as points. */
export function points(twips: string | undefined): number | undefined {
  const number = Number(twips);
  return twips === undefined || !Number.isFinite(number) ? undefined : Math.max(-2000, Math.min(2000, number / 20));
}

/** A style with those that it is based on, the most basic first. */
function basesOf(id: string, styles: ReadonlyMap<string, Element>): Element[] {
  const chain: Element[] = [];
  for (let at = styles.get(id); at !== undefined && chain.length < MAX_BASES;) {
    chain.unshift(at);
    at = styles.get(value(at, 'w:basedOn') ?? '');
  }
  return chain;
}

/** The style of a prompt (« Cliquez ici pour entrer du texte ») has one name in every language of Word. */
function styleRun(style: Element): Told<RunLook> {
  const isPrompt = value(style, 'w:name')?.toLowerCase() === 'placeholder text';
  return { ...runProperties(child(style, 'w:rPr')), ...(isPrompt ? { hidden: true } : {}) };
}

function runProperties(properties: Element | undefined): Told<RunLook> {
  const size = Number(value(properties, 'w:sz') ?? NaN) / 2;
  const fonts = child(properties, 'w:rFonts')?.attributes;
  const hidden = isSet(properties, 'w:vanish') ?? isSet(properties, 'w:webHidden');
  return told<RunLook>({
    size: Number.isFinite(size) ? Math.max(2, Math.min(72, size)) : undefined,
    bold: isSet(properties, 'w:b'),
    italic: isSet(properties, 'w:i'),
    hidden,
    font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'],
  });
}

function paragraphProperties(properties: Element | undefined): Told<ParagraphShape> {
  const indent = child(properties, 'w:ind')?.attributes;
  const spacing = child(properties, 'w:spacing')?.attributes;
  const hanging = points(indent?.['w:hanging']);
  const stops = elements(child(properties, 'w:tabs'), 'w:tab').flatMap(stop);
  return told<ParagraphShape>({
    left: points(indent?.['w:left'] ?? indent?.['w:start']),
    first: hanging === undefined ? points(indent?.['w:firstLine']) : -hanging,
    before: points(spacing?.['w:before']),
    after: points(spacing?.['w:after']),
    align: alignments[value(properties, 'w:jc') ?? ''],
    stops: stops.length === 0 ? undefined : stops,
    startsPage: isSet(properties, 'w:pageBreakBefore'),
  });
}

const alignments: Readonly<Record<string, Shape['align'] | undefined>> = {
  left: 'left',
  start: 'left',
  both: 'left',
  right: 'right',
  end: 'right',
  center: 'centre',
};

/** A stop of the tab key. */
function stop({ attributes }: Element): number[] {
  const at = points(attributes['w:pos']);
  const isNone = ['clear', 'bar'].includes(attributes['w:val'] ?? '');
  return at === undefined || isNone ? [] : [at];
}

function merged<T>(all: readonly Told<T>[]): Told<T> {
  return Object.assign({}, ...all) as Told<T>;
}

function typeOf({ attributes }: Element): string | undefined {
  return attributes['w:type'];
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !['0', 'false', 'off'].includes(text);
}
