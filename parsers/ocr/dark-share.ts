import type { Area } from './dark-shapes.ts';
import type { DarkMap } from './raster.ts';

/** What is drawn of a line of a table, at least. */
const RULE = 0.9;

/** The dark share of an area; none where it leaves the page. */
export function areaShare(map: DarkMap, { x, y, width, height }: Area): number {
  if (x < 0 || y < 0 || x + width > map.width || y + height > map.height) return 0;
  let drawn = 0;
  for (let row = y; row < y + height; row += 1) drawn += countDark(map, row, x, x + width);
  return drawn / (width * height);
}

/** The dark share of a line of one pixel around a rectangle; all of it where the rectangle leaves the page. */
export function frameShare(map: DarkMap, { x, y, width, height }: Area): number {
  const [right, bottom] = [x + width - 1, y + height - 1];
  if (x < 0 || y < 0 || right >= map.width || bottom >= map.height) return 1;
  let drawn = countDark(map, y, x, right + 1) + countDark(map, bottom, x, right + 1);
  for (let row = y + 1; row < bottom; row += 1) {
    drawn += (map.dark[row * map.width + x] ?? 0) + (map.dark[row * map.width + right] ?? 0);
  }
  return drawn / (2 * (width + height) - 4);
}

/** The dark share of the frame around a box, without the sides that are lines of a table. */
export function drawnAround(map: DarkMap, { x, y, width, height }: Area): number {
  const sides = [
    { x, y, width, height: 1 },
    { x, y: y + height - 1, width, height: 1 },
    { x, y, width: 1, height },
    { x: x + width - 1, y, width: 1, height },
  ].filter((side) => !isRule(map, side));
  return sides.reduce((sum, side) => sum + areaShare(map, side), 0) / 4;
}

/** The dark share of the columns beside a box, without those that are lines of a table. */
export function drawnBeside(map: DarkMap, { x, y, width, height }: Area): number {
  const columns = Array.from({ length: width }, (_, index) => ({ x: x + index, y, width: 1, height }));
  const drawn = columns.filter((each) => !isRule(map, each)).map((each) => areaShare(map, each));
  return drawn.reduce((sum, each) => sum + each, 0) / width;
}

/** The dark pixels of a stretch of a row. */
export function countDark({ width, dark }: DarkMap, row: number, from: number, to: number): number {
  let count = 0;
  for (let at = row * width + from; at < row * width + to; at += 1) count += dark[at] ?? 0;
  return count;
}

/** Whether a side goes on at both ends, as far again as it is long: a line of a table, and no letter. */
function isRule(map: DarkMap, { x, y, width, height }: Area): boolean {
  const long =
    width > height ? { x: x - width, y, width: width * 3, height } : { x, y: y - height, width, height: height * 3 };
  return areaShare(map, long) > RULE;
}
