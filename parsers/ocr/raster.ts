/** Grey levels, 0 black to 255 white, row by row from the top. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

/** A page as grey levels; `dpi` are its pixels per inch of paper. */
export interface Raster extends Grey {
  readonly dpi: number;
}

/** A page of a file as a picture; undefined when it cannot be drawn. */
export interface PagePicture {
  readonly number: number;
  /** Pages of the whole file. */
  readonly of: number;
  readonly raster: Raster | undefined;
}

/** A page in black and white: 1 where it is dark. */
export interface DarkMap {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly dark: Uint8Array;
}

/** Half the side of the square around a pixel that tells how light the paper is there, in inches. */
const AROUND = 0.1;

/** Ink is darker than its surroundings by more than this share of them. */
const INK = 0.14;

/** The page as a portable grey map (PGM, « P5 »), which the recognition engine reads without any decoding. */
export function greyMap({ width, height, levels }: Raster): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), levels]);
}

/** How light a colour is (luma of ITU-R BT.601), from 0 to 255 like its parts; a part that is missing is none. */
export function luma(red = 0, green = 0, blue = 0): number {
  return (red * 299 + green * 587 + blue * 114) / 1000;
}

/** Grey levels of RGBA pixels laid on white paper. */
export function greyLevels(rgba: Uint8ClampedArray): Uint8Array {
  const levels = new Uint8Array(rgba.length / 4);
  for (let pixel = 0, at = 0; pixel < levels.length; pixel += 1, at += 4) {
    const light = luma(rgba[at], rgba[at + 1], rgba[at + 2]);
    levels[pixel] = 255 - ((255 - light) * (rgba[at + 3] ?? 0)) / 255;
  }
  return levels;
}

/** The page on white paper: without shadows. */
export function onWhitePaper(page: Raster): Raster {
  const paper = paperOf(page);
  const levels = new Uint8Array(page.levels.length);
  for (let at = 0; at < levels.length; at += 1) {
    levels[at] = Math.min(255, (255 * (page.levels[at] ?? 0)) / Math.max(1, paper[at] ?? 0));
  }
  return { ...page, levels };
}

/** What is darker than the paper around it, thin and faint lines too; single grains of noise are not. */
export function darkMap(page: Raster): DarkMap {
  const { width, height, dpi, levels } = page;
  const soft = meanAround(levels, width, height, 1);
  const paper = paperOf(page);
  const dark = new Uint8Array(levels.length);
  for (let at = 0; at < dark.length; at += 1) dark[at] = (soft[at] ?? 0) < (paper[at] ?? 0) * (1 - INK) ? 1 : 0;
  return { width, height, dpi, dark };
}

/** How light the paper is at each pixel: the mean around it, without what is darker than that. */
function paperOf({ width, height, dpi, levels }: Raster): Uint8Array {
  const reach = Math.max(4, Math.round(AROUND * dpi));
  const means = meanAround(levels, width, height, reach);
  // In a loop: `Uint8Array.from` takes ten times as long.
  const light = new Uint8Array(levels.length);
  for (let at = 0; at < light.length; at += 1) light[at] = Math.max(levels[at] ?? 0, means[at] ?? 0);
  return meanAround(light, width, height, reach);
}

/** A picture in another size: each pixel the mean of those that it stands for, or mixed from its neighbours. */
export function resized({ width, height, levels }: Grey, scale: number): Grey {
  const [across, down] = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
  const result = new Uint8Array(across * down);
  const reach = Math.max(1, 1 / scale);
  for (let y = 0; y < down; y += 1) {
    const rows = spanOf((y + 0.5) / scale, reach, height);
    for (let x = 0; x < across; x += 1) {
      const columns = spanOf((x + 0.5) / scale, reach, width);
      let sum = 0;
      let weight = 0;
      for (let row = rows.first; row <= rows.last; row += 1) {
        const byRow = overlap(row, rows);
        for (let column = columns.first; column <= columns.last; column += 1) {
          const share = byRow * overlap(column, columns);
          sum += share * (levels[row * width + column] ?? 255);
          weight += share;
        }
      }
      result[y * across + x] = Math.round(sum / Math.max(weight, 1e-9));
    }
  }
  return { width: across, height: down, levels: result };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
}

function spanOf(middle: number, reach: number, count: number): Span {
  const [from, to] = [Math.max(0, middle - reach / 2), Math.min(count, middle + reach / 2)];
  return { from, to, first: Math.floor(from), last: Math.min(count - 1, Math.ceil(to) - 1) };
}

function overlap(pixel: number, { from, to }: Span): number {
  return Math.min(pixel + 1, to) - Math.max(pixel, from);
}

/** The page turned clockwise by quarter turns. */
export function quarterTurned(page: Raster, turns: 1 | 2 | 3): Raster {
  const { width, height, dpi, levels } = page;
  const turned = new Uint8Array(levels.length);
  const [across, down] = turns === 2 ? [width, height] : [height, width];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = turns === 1 ? height - 1 - y : turns === 2 ? width - 1 - x : y;
      const row = turns === 1 ? x : turns === 2 ? height - 1 - y : width - 1 - x;
      turned[row * across + column] = levels[y * width + x] ?? 255;
    }
  }
  return { width: across, height: down, dpi, levels: turned };
}

/** The mean level of the `reach` pixels to each side, along rows or along columns. */
export function meansAlong({ width, height, levels }: Grey, direction: 'rows' | 'columns', reach: number): Uint8Array {
  const means = new Uint8Array(levels.length);
  if (direction === 'rows') {
    for (let y = 0; y < height; y += 1) slideMean(levels, means, { from: y * width, step: 1, count: width, reach });
  } else {
    for (let x = 0; x < width; x += 1) slideMean(levels, means, { from: x, step: width, count: height, reach });
  }
  return means;
}

/** The mean level of the square of `reach` pixels to each side; sums along rows, then columns, cost the same for any. */
function meanAround(levels: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  const rows = new Uint8Array(levels.length);
  for (let y = 0; y < height; y += 1) slideMean(levels, rows, { from: y * width, step: 1, count: width, reach });
  const means = new Uint8Array(levels.length);
  for (let x = 0; x < width; x += 1) slideMean(rows, means, { from: x, step: width, count: height, reach });
  return means;
}

interface Line {
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly reach: number;
}

function slideMean(source: Uint8Array, target: Uint8Array, { from, step, count, reach }: Line): void {
  let sum = 0;
  let taken = 0;
  for (let index = -reach; index < count; index += 1) {
    const enters = index + reach;
    if (enters < count) {
      sum += source[from + enters * step] ?? 0;
      taken += 1;
    }
    if (index < 0) continue;
    target[from + index * step] = sum / taken;
    const leaves = index - reach;
    if (leaves >= 0) {
      sum -= source[from + leaves * step] ?? 0;
      taken -= 1;
    }
  }
}
