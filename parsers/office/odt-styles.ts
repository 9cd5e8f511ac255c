import type { Look, Shape } from './flow.ts';
import { told, type Told } from './told.ts';
import { child, elements, type Element } from './xml.ts';

/** How letters look; `hidden` ones are not part of the text. */
export interface TextLook extends Look {
  readonly hidden: boolean;
  readonly font: string;
}

/** How a paragraph stands, and whether a page begins or ends with it. */
export interface TextShape extends Shape {
  readonly startsPage: boolean;
  readonly endsPage: boolean;
}

/** The styles of an OpenDocument text (ODF 1.3 part 3 §16), by their names. */
export interface OdtStyles {
  /** The look of letters in a paragraph style, then within spans of these styles. */
  look(paragraph: string | undefined, spans: readonly string[]): TextLook;
  shape(paragraph: string | undefined): TextShape;
  /** Width of a column of a table in points, 0 when it is not told. */
  columnWidth(name: string | undefined): number;
}

/** Styles that one may be derived from, one after the other. */
const MAX_PARENTS = 20;

const plainLook: TextLook = { size: 12, bold: false, italic: false, hidden: false, font: '' };
const plainShape: TextShape = {
  left: 0,
  first: 0,
  before: 0,
  after: 0,
  align: 'left',
  stops: [],
  startsPage: false,
  endsPage: false,
};

/** Reads the styles of some lists (`office:styles`, `office:automatic-styles`); a later one counts before an earlier. */
export function odtStyles(lists: readonly (Element | undefined)[]): OdtStyles {
  const all = lists.flatMap((list) => elements(list));
  const named = new Map(
    all.filter((each) => each.name === 'style:style').map((each) => [keyOf(each.attributes), each]),
  );
  const usual = new Map(
    all.filter((each) => each.name === 'style:default-style').map((each) => [each.attributes['style:family'], each]),
  );
  const chain = (family: string, name: string | undefined): Element[] => {
    const found: Element[] = [];
    for (let at = named.get(`${family} ${name ?? ''}`); at !== undefined && found.length < MAX_PARENTS;) {
      found.unshift(at);
      at = named.get(`${family} ${at.attributes['style:parent-style-name'] ?? ''}`);
    }
    return found;
  };
  const base = lookOf(plainLook, usual.get('paragraph'));
  const looks = new Map<string, TextLook>();
  const shapes = new Map<string, TextShape>();
  return {
    look: (paragraph, spans) =>
      remembered(looks, [paragraph ?? '', ...spans].join(' '), () =>
        [...chain('paragraph', paragraph), ...spans.flatMap((each) => chain('text', each))].reduce(lookOf, base),
      ),
    shape: (paragraph) =>
      remembered(shapes, paragraph ?? '', () => {
        const styles = [usual.get('paragraph'), ...chain('paragraph', paragraph)];
        return styles.map(shapeOf).reduce<TextShape>((shape, each) => ({ ...shape, ...each }), plainShape);
      }),
    columnWidth: (name) => {
      const style = named.get(`table-column ${name ?? ''}`);
      return length(child(style, 'style:table-column-properties')?.attributes['style:column-width']) ?? 0;
    },
  };
}

/** A length with its unit, as points (ODF 1.3 part 3 §18.3.18). */
export function length(text: string | undefined): number | undefined {
  const [, number, unit] = /^(-?[\d.]+)(cm|mm|in|pt|pc|px)$/.exec(text ?? '') ?? [];
  const factor = units[unit ?? ''];
  if (number === undefined || factor === undefined || !Number.isFinite(Number(number))) return undefined;
  return Math.max(-2000, Math.min(2000, Number(number) * factor));
}

const units: Readonly<Record<string, number | undefined>> = {
  cm: 72 / 2.54,
  mm: 7.2 / 2.54,
  in: 72,
  pt: 1,
  pc: 12,
  px: 0.75,
};

function keyOf(attributes: Element['attributes']): string {
  return `${attributes['style:family'] ?? ''} ${attributes['style:name'] ?? ''}`;
}

/** A look with what a style changes; sizes may be told as a share of the one before. */
function lookOf(before: TextLook, style: Element | undefined): TextLook {
  const attributes = child(style, 'style:text-properties')?.attributes;
  if (attributes === undefined) return before;
  const [size, weight, slant] = ['fo:font-size', 'fo:font-weight', 'fo:font-style'].map((each) => attributes[each]);
  const share = /^([\d.]+)%$/.exec(size ?? '')?.[1];
  const points = share === undefined ? length(size) : (before.size * Number(share)) / 100;
  const display = attributes['text:display'];
  return {
    size: points === undefined || Number.isNaN(points) ? before.size : Math.max(2, Math.min(72, points)),
    bold: weight === undefined ? before.bold : weight === 'bold' || Number(weight) >= 600,
    italic: slant === undefined ? before.italic : slant !== 'normal',
    hidden: display === undefined ? before.hidden : display === 'none',
    font: attributes['style:font-name'] ?? attributes['fo:font-family'] ?? before.font,
  };
}

function shapeOf(style: Element | undefined): Told<TextShape> {
  const properties = child(style, 'style:paragraph-properties');
  const attributes = properties?.attributes ?? {};
  const stops = child(properties, 'style:tab-stops');
  const left = length(attributes['fo:margin-left']);
  const master = style?.attributes['style:master-page-name'];
  return told<TextShape>({
    left,
    first: length(attributes['fo:text-indent']),
    before: length(attributes['fo:margin-top']),
    after: length(attributes['fo:margin-bottom']),
    align: alignments[attributes['fo:text-align'] ?? ''],
    stops: stops === undefined ? undefined : elements(stops, 'style:tab-stop').flatMap((each) => stop(each, left ?? 0)),
    // Another kind of page begins a page.
    startsPage: attributes['fo:break-before'] === 'page' || (master !== undefined && master !== '') || undefined,
    endsPage: attributes['fo:break-after'] === 'page' || undefined,
  });
}

const alignments: Readonly<Record<string, Shape['align'] | undefined>> = {
  start: 'left',
  left: 'left',
  justify: 'left',
  end: 'right',
  right: 'right',
  center: 'centre',
};

/** A stop of the tab key; positions are told from the left edge of the paragraph. */
function stop({ attributes }: Element, left: number): number[] {
  const at = length(attributes['style:position']);
  return at === undefined ? [] : [left + at];
}

function remembered<T>(known: Map<string, T>, key: string, work: () => T): T {
  const found = known.get(key) ?? work();
  known.set(key, found);
  return found;
}
