import { areaShare, countDark, drawnAround, drawnBeside, frameShare } from './dark-share.ts';
import type { Area } from './dark-shapes.ts';
import type { DarkMap, Raster } from './raster.ts';
import type { PlacedWord } from './recognised-text.ts';

/** A box or circle to tick on a page, in pixels from the upper left corner, and how sure its state is (0 to 100). */
export interface TickBox extends Area {
  /** False for what may also be the number of a heading in a square: it is one only before an answer. */
  readonly certain: boolean;
  readonly ticked: boolean;
  readonly confidence: number;
}

/** Sides of boxes to tick, in inches: 7 to 17 points. Letters of running text are smaller. */
const SMALLEST = 7 / 72;
export const LARGEST_BOX = 17 / 72;

/** Share of a side that must be drawn: scans leave gaps. */
const DRAWN = 0.8;

/** How far sides may differ, and how much may be drawn around the outline and within it: strokes of a pen, no letters. */
const UNEVEN = 0.1;
const OUTSIDE = 0.22;
const INSIDE = 0.85;
const BESIDE = 0.25;

/** A box that is crossed far beyond its sides: how much of each is drawn, how much beside it; where it is tried, in pixels. */
const SIDE = 0.9;
const BESIDE_CROSSED = 0.5;
const SHIFTS = [0, -1, 1, -2, 2];

/** How far a thick side may reach into what is measured, in widths of the box. */
const THICK = 0.12;

/** What may be missing in a side that is drawn all the same, in inches. */
const GAP = 0.02;

/** Boxes of one page: beyond this it is a grid, or a picture. */
const MAX_BOXES = 200;

/** Shares of dark pixels inside: below, a box is empty; above, ticked; between, nobody can tell. */
const EMPTY = 0.03;
const TICKED = 0.08;

/** Finds the boxes and circles to tick, and measures how dark they are inside. */
export function tickBoxes(map: DarkMap, shapes: readonly Area[]): TickBox[] {
  const squares = squaresOn(map);
  const circles = circlesOn(map, shapes).filter((each) => !squares.some((other) => overlaps(each, other)));
  const outlines = [...squares, ...circles].filter((each) => isBox(map, each));
  if (outlines.length > MAX_BOXES) return [];
  const boxes = outlines.map((each) => ({ ...each, ...stateOf(each, map), certain: true }));
  const crossed = crossedBoxes(map, outlines).map((each) => ({ ...each, ...stateOf(each, map), certain: false }));
  return [...boxes, ...crossed];
}

/** A box as the sign that readers of printed text know, on the line of its answer. */
export function tickMark(box: TickBox, page: Raster, number: number): PlacedWord {
  const scale = 72 / page.dpi;
  return {
    page: number,
    x: box.x * scale,
    y: (page.height - box.y - box.height) * scale + 1,
    width: box.width * scale,
    height: box.height * scale,
    text: box.ticked ? '☒' : '☐',
    font: 'box',
    order: -1,
    confidence: box.confidence,
  };
}

interface Outline extends Area {
  readonly round: boolean;
}

function stateOf(outline: Outline, map: DarkMap): { ticked: boolean; confidence: number } {
  const share = darkInside(outline, map);
  const ticked = share > (EMPTY + TICKED) / 2;
  return { ticked, confidence: share < EMPTY || share > TICKED ? 95 : 30 };
}

/** The dark share of what lies well within an outline; a thick side is no cross. */
function darkInside({ x, y, width, height, round }: Outline, map: DarkMap): number {
  const inset = round ? 0.3 : 0.22;
  let [left, top] = [Math.round(x + width * inset), Math.round(y + height * inset)];
  let [right, bottom] = [Math.round(x + width * (1 - inset)), Math.round(y + height * (1 - inset))];
  const isDrawn = (area: Area) => areaShare(map, area) > SIDE;
  for (let thick = 0; thick < width * THICK; thick += 1) {
    if (isDrawn({ x: left, y: top, width: 1, height: bottom - top })) left += 1;
    if (isDrawn({ x: right - 1, y: top, width: 1, height: bottom - top })) right -= 1;
    if (isDrawn({ x: left, y: top, width: right - left, height: 1 })) top += 1;
    if (isDrawn({ x: left, y: bottom - 1, width: right - left, height: 1 })) bottom -= 1;
  }
  return areaShare(map, { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) });
}

/** A stretch of dark pixels of a row. */
interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** Squares with four drawn sides. Found by their sides, not as one shape: a cross by hand may reach over them. */
function squaresOn(map: DarkMap): Outline[] {
  const tolerance = Math.max(2, Math.round(map.dpi / 50));
  const found: Outline[] = [];
  const byColumn = new Map<number, Run[]>();
  for (const run of levelRuns(map)) {
    for (let column = run.x - tolerance; column <= run.x + tolerance; column += 1) {
      const above = byColumn.get(column) ?? [];
      // The nearest first: what is farther above than a box is high is never looked at.
      for (let index = above.length - 1; index >= 0; index -= 1) {
        const top = above[index];
        if (top === undefined || run.y - top.y > LARGEST_BOX * map.dpi) break;
        const side = squareBetween(top, run, tolerance);
        if (side === undefined || found.some((each) => overlaps(each, side))) continue;
        if (hasSides(map, side, tolerance)) found.push(side);
      }
    }
    const same = byColumn.get(run.x);
    if (same === undefined) byColumn.set(run.x, [run]);
    else same.push(run);
    if (found.length > MAX_BOXES) break;
  }
  return found;
}

/** The stretches that may be the top or the bottom of a box, downwards; short gaps are bridged. */
function levelRuns({ width, height, dpi, dark }: DarkMap): Run[] {
  const [shortest, longest] = [SMALLEST * dpi, LARGEST_BOX * dpi];
  const gap = Math.round(GAP * dpi);
  const runs: Run[] = [];
  for (let y = 0; y < height; y += 1) {
    let start = -1;
    let last = -1;
    for (let x = 0; x <= width; x += 1) {
      if (x < width && dark[y * width + x] === 1) {
        if (start < 0) start = x;
        last = x;
      } else if (start >= 0 && (x === width || x - last > gap)) {
        const length = last - start + 1;
        if (length >= shortest && length <= longest) runs.push({ x: start, y, length });
        start = -1;
      }
    }
  }
  return runs;
}

function squareBetween(top: Run, bottom: Run, tolerance: number): Outline | undefined {
  const height = bottom.y - top.y + 1;
  const [x, end] = [Math.min(top.x, bottom.x), Math.max(top.x + top.length, bottom.x + bottom.length)];
  const width = end - x;
  if (Math.abs(top.x + top.length - bottom.x - bottom.length) > tolerance) return undefined;
  return isSquare(width, height) ? { x, y: top.y, width, height, round: false } : undefined;
}

/** Whether the left and the right side are drawn too. */
function hasSides(map: DarkMap, { x, y, width, height }: Outline, tolerance: number): boolean {
  const isDrawn = (column: number) => {
    let drawn = 0;
    for (let row = y; row < y + height; row += 1) {
      if (countDark(map, row, Math.max(0, column - tolerance), Math.min(map.width, column + tolerance + 1)) > 0)
        drawn += 1;
    }
    return drawn >= height * DRAWN;
  };
  return isDrawn(x) && isDrawn(x + width - 1);
}

/**
 * Boxes that a pen has crossed far beyond their sides: of the size of another one, in its column or its row, with four
 * drawn sides still to be seen.
 */
function crossedBoxes(map: DarkMap, known: readonly Outline[]): Outline[] {
  const found: Outline[] = [];
  const isTaken = (area: Area) => [...known, ...found].some((each) => overlaps(each, area));
  const tryAt = (box: Outline, x: number, y: number) => {
    const area = { ...box, x, y };
    if (x < 0 || y < 0 || x + box.width > map.width || y + box.height > map.height) return;
    if (!hasAllSides(map, area) || isTaken(area) || isFull(map, area)) return;
    const beside = { x: x + box.width, y, width: Math.round(box.width * 0.4), height: box.height };
    if (areaShare(map, beside) <= BESIDE_CROSSED && darkInside(area, map) > TICKED) found.push(area);
  };
  const squares = known.filter((each) => !each.round);
  for (const box of distinct(squares, 'x')) {
    for (let y = 0; y < map.height; y += 1) for (const shift of SHIFTS) tryAt(box, box.x + shift, y);
  }
  for (const box of distinct(squares, 'y')) {
    for (let x = 0; x < map.width; x += 1) for (const shift of SHIFTS) tryAt(box, x, box.y + shift);
  }
  return found;
}

/** One outline of each place along an axis. */
function distinct(outlines: readonly Outline[], axis: 'x' | 'y'): Outline[] {
  return outlines.filter((each, index) => {
    return !outlines.slice(0, index).some((other) => Math.abs(other[axis] - each[axis]) <= 1);
  });
}

function hasAllSides(map: DarkMap, { x, y, width, height }: Area): boolean {
  // The corners are left out: they may be round.
  const [across, down] = [width - 4, height - 4];
  return (
    countDark(map, y + 1, x + 2, x + width - 2) >= across * SIDE &&
    countDark(map, y + height - 2, x + 2, x + width - 2) >= across * SIDE &&
    areaShare(map, { x: x + 1, y: y + 2, width: 1, height: down }) >= SIDE &&
    areaShare(map, { x: x + width - 2, y: y + 2, width: 1, height: down }) >= SIDE
  );
}

/**
 * Whether an outline stands by itself and is thin: little is drawn a sixth of its side around it, and not much a fifth
 * within. Bowls of bold letters and full squares are no boxes to tick.
 */
function isBox(map: DarkMap, { x, y, width, height }: Outline): boolean {
  const away = Math.max(3, Math.round(width / 6));
  const around = { x: x - away, y: y - away, width: width + away * 2, height: height + away * 2 };
  if (drawnAround(map, around) > OUTSIDE || isFull(map, { x, y, width, height })) return false;
  const beside = Math.round(width * 0.3);
  const [left, right] = [
    { x: x - beside - 1, y, width: beside, height },
    { x: x + width + 1, y, width: beside, height },
  ];
  return (
    drawnBeside(map, left) <= BESIDE && drawnBeside(map, right) <= BESIDE && !hasStem(map, { x, y, width, height })
  );
}

/** Whether it is drawn all along a line a fifth within: a bold letter, or a full square. */
function isFull(map: DarkMap, { x, y, width, height }: Area): boolean {
  const inside = Math.round(width * 0.2);
  const within = { x: x + inside, y: y + inside, width: width - inside * 2, height: height - inside * 2 };
  return frameShare(map, within) > INSIDE;
}

/** Whether a side goes on above or below: the stem of a letter. */
function hasStem(map: DarkMap, { x, y, width, height }: Area): boolean {
  const reach = Math.round(height * 0.35);
  return [x, x + 2, x + width - 3, x + width - 1].some((column) =>
    [y - reach, y + height].some((top) => areaShare(map, { x: column, y: top, width: 1, height: reach }) > 0.9),
  );
}

/** Circles that touch nothing else, full dots apart. */
function circlesOn(map: DarkMap, shapes: readonly Area[]): Outline[] {
  const [smallest, largest] = [SMALLEST * map.dpi, LARGEST_BOX * map.dpi];
  return shapes
    .filter(({ width, height }) => width >= smallest && width <= largest && isSquare(width, height))
    .map((each) => ({ ...each, round: true }))
    .filter((each) => isCircle(map, each));
}

function isSquare(width: number, height: number): boolean {
  return Math.abs(width - height) <= Math.max(2, width * UNEVEN);
}

/** A thin line all around at the same distance from the middle, nothing in the corners, paper just inside the line. */
function isCircle(map: DarkMap, { x, y, width, height }: Outline): boolean {
  const radius = (width + height) / 4;
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const share = (from: number, to: number) => {
    let drawn = 0;
    for (let angle = 0; angle < 48; angle += 1) {
      const [dx, dy] = [Math.cos((angle * Math.PI) / 24), Math.sin((angle * Math.PI) / 24)];
      for (let reach = from; reach <= to; reach += 0.5) {
        const at = Math.floor(middleY + dy * reach) * map.width + Math.floor(middleX + dx * reach);
        if (map.dark[at] !== 1) continue;
        drawn += 1;
        break;
      }
    }
    return drawn / 48;
  };
  return (
    share(radius * 0.8, radius) >= 0.95 &&
    share(radius * 0.6, radius * 0.68) <= 0.15 &&
    share(radius * 1.12, radius * 1.35) <= 0.15
  );
}

function overlaps(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
