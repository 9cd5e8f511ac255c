import { darkMap, quarterTurned, type DarkMap, type Raster } from './raster.ts';

/** The largest slant that is looked for, and the steps of the search, in degrees. */
const LARGEST = 3;
const STEPS = [0.5, 0.1, 0.02];

/** Slants below this are left alone: turning blurs. */
const SLIGHT = 0.06;

/** Dark pixels that are looked at: enough for any page. */
const SAMPLE = 60_000;

/** Lying lines must gather this many times better than standing ones before a page counts as lying on its side. */
const CLEARLY = 1.15;

/**
 * The page with its lines level: turned by a quarter where they run from top to bottom, and turned back by their slant.
 * Whether it then stands on its head only its words can tell.
 */
export function straightened(page: Raster): Raster {
  const points = darkPoints(darkMap(page));
  const level = steepest(points, page);
  const turnedPoints = { xs: points.ys, ys: points.xs };
  const onSide = steepest(turnedPoints, { width: page.height, height: page.width });
  const isOnItsSide =
    sharpness(turnedPoints, { width: page.height, height: page.width }, onSide.slant) >
    sharpness(points, page, level.slant) * CLEARLY;
  // Swapping the axes mirrors the page: the slant changes its sign.
  const slant = isOnItsSide ? -onSide.slant : level.slant;
  const upright = isOnItsSide ? quarterTurned(page, 1) : page;
  return Math.abs(slant) < SLIGHT ? upright : turned(upright, -slant);
}

/**
 * The slant of the lines of a page in degrees, clockwise positive: the one at which dark pixels gather most in few rows
 * (projection profile).
 */
function steepest(points: Points, size: Size): { readonly slant: number; readonly gathering: number } {
  let best = { slant: 0, gathering: gathering(points, size, 0) };
  let reach = LARGEST;
  for (const step of STEPS) {
    const around = best.slant;
    const count = Math.round(reach / step);
    for (let index = -count; index <= count; index += 1) {
      const slant = around + index * step;
      const found = gathering(points, size, slant);
      if (found > best.gathering) best = { slant, gathering: found };
    }
    reach = step;
  }
  return best;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** Dark pixels spread evenly over the page: every so many of them. */
function darkPoints({ width, dark }: DarkMap): Points {
  let total = 0;
  for (const each of dark) total += each;
  const every = Math.max(1, Math.floor(total / SAMPLE));
  const xs = new Float64Array(Math.ceil(total / every));
  const ys = new Float64Array(xs.length);
  for (let at = 0, seen = 0; at < dark.length; at += 1) {
    if (dark[at] !== 1) continue;
    if (seen % every === 0) {
      xs[seen / every] = at % width;
      ys[seen / every] = Math.floor(at / width);
    }
    seen += 1;
  }
  return { xs, ys };
}

/** How unevenly the points lie in rows once the page is sheared by an angle: the sum of the squares of the rows. */
function gathering(points: Points, size: Size, degrees: number): number {
  let sum = 0;
  for (const each of profile(points, size, degrees)) sum += each * each;
  return sum;
}

/**
 * How much neighbouring rows differ: lines of text begin and end abruptly, while a page that is only fuller on its left
 * grows empty by and by.
 */
function sharpness(points: Points, size: Size, degrees: number): number {
  const rows = profile(points, size, degrees);
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}

/** The points in each row of the page, sheared by an angle. */
function profile({ xs, ys }: Points, { width, height }: Size, degrees: number): Float64Array {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const margin = Math.ceil(Math.abs(slope) * width);
  const rows = new Float64Array(height + margin * 2 + 2);
  for (let index = 0; index < xs.length; index += 1) {
    const row = Math.round((ys[index] ?? 0) - slope * (xs[index] ?? 0)) + margin;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  return rows;
}

/** The page turned about its middle, clockwise, each pixel mixed from the four it comes from; corners are white. */
function turned(page: Raster, degrees: number): Raster {
  const { width, height, levels } = page;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const result = new Uint8Array(levels.length).fill(255);
  for (let y = 0; y < height; y += 1) {
    let fromX = (0 - width / 2) * cos + (y - height / 2) * sin + width / 2;
    let fromY = (width / 2) * sin + (y - height / 2) * cos + height / 2;
    for (let x = 0; x < width; x += 1, fromX += cos, fromY -= sin) {
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const [right, low, at] = [fromX - left, fromY - top, top * width + left];
      const upper = (levels[at] ?? 0) * (1 - right) + (levels[at + 1] ?? 0) * right;
      const lower = (levels[at + width] ?? 0) * (1 - right) + (levels[at + width + 1] ?? 0) * right;
      result[y * width + x] = upper * (1 - low) + lower * low;
    }
  }
  return { ...page, levels: result };
}
