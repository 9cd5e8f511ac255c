import type { Area } from './dark-shapes.ts';
import { meansAlong, type Raster } from './raster.ts';

/** Lengths of lines that are no part of a letter, across and down, and how thin they are, in inches. */
const ACROSS = 0.5;
const DOWN = 0.2;
const THIN = 0.015;

/** A line is darker than what lies beside it by this factor, nearly all along (share of 255): noise breaks it. */
const FAINT = 0.95;
const UNBROKEN = 232;

/** Side of the points of a leader, the widest gap between two of them, in inches, and how many make one. */
const POINT = 0.03;
const POINT_GAP = 0.1;
const POINTS = 6;

/** How far the points of one leader may stand above each other, in inches. */
const ROW = 0.012;

/**
 * The page without what the recognition engine takes for letters: ruling lines, leaders, and the areas given. Only text
 * is left.
 */
export function textOnly(page: Raster, shapes: readonly Area[], others: readonly Area[]): Raster {
  // Leaders first: a row of points is nearly a line, and the foot of the letter before it would go with it.
  const points = leaderPoints(shapes, page.dpi).map((each) => widened(each, 1));
  const bare = without(page, [...points, ...others]);
  const lines = [...rulingLines(bare, 'rows'), ...rulingLines(bare, 'columns')];
  return without(
    bare,
    lines.map((each) => widened(each, 1)),
  );
}

/** An area with a margin of some pixels. */
export function widened({ x, y, width, height }: Area, margin: number): Area {
  return { x: x - margin, y: y - margin, width: width + margin * 2, height: height + margin * 2 };
}

function without(page: Raster, areas: readonly Area[]): Raster {
  const { width, height } = page;
  const levels = Uint8Array.from(page.levels);
  for (const area of areas) {
    const [from, to] = [Math.max(0, area.x), Math.min(width, area.x + area.width)];
    for (let row = Math.max(0, area.y); row < Math.min(height, area.y + area.height); row += 1) {
      levels.fill(255, row * width + from, Math.max(row * width + from, row * width + to));
    }
  }
  return { ...page, levels };
}

/**
 * Thin lines, across or down, however faint: all along them the page is darker than a little to both sides. Rows of
 * letters are thick, or have gaps.
 */
function rulingLines(page: Raster, direction: 'rows' | 'columns'): Area[] {
  const { width, height, dpi } = page;
  const isAcross = direction === 'rows';
  const reach = Math.round(((isAcross ? ACROSS : DOWN) * dpi) / 2);
  const levels = thinlyDrawn(page, direction);
  const drawn = meansAlong({ width, height, levels }, direction, reach);
  const [lines, count, stride, step] = isAcross ? [height, width, width, 1] : [width, height, 1, width];
  const found: Area[] = [];
  for (let line = 0; line < lines; line += 1) {
    let from = -1;
    for (let at = 0; at <= count; at += 1) {
      const isLine = at < count && (drawn[line * stride + at * step] ?? 0) > UNBROKEN;
      if (isLine && from < 0) from = at;
      if (isLine || from < 0) continue;
      const length = at - from + reach * 2;
      found.push(
        isAcross
          ? { x: from - reach, y: line, width: length, height: 1 }
          : { x: line, y: from - reach, width: 1, height: length },
      );
      from = -1;
    }
  }
  return found;
}

/** 255 where a pixel is darker than those a little to both sides of the direction, else 0. */
function thinlyDrawn(page: Raster, direction: 'rows' | 'columns'): Uint8Array {
  const levels = meansAlong(page, direction, 1);
  const away = Math.max(3, Math.round(page.dpi * THIN)) * (direction === 'rows' ? page.width : 1);
  return levels.map((level, at) => {
    const beside = Math.min(levels[at - away] ?? 0, levels[at + away] ?? 0);
    return level < beside * FAINT ? 255 : 0;
  });
}

/** The points that lead from a label to its value: a row of small shapes, close together and evenly spaced. */
function leaderPoints(shapes: readonly Area[], dpi: number): Area[] {
  const points = shapes
    .filter((each) => each.width <= POINT * dpi && each.height <= POINT * dpi)
    .sort((a, b) => a.y + a.height - b.y - b.height || a.x - b.x);
  const leaders: Area[] = [];
  for (const row of rowsOf(points, dpi * ROW)) {
    let open: Area[] = [];
    for (const point of [...row.sort((a, b) => a.x - b.x), undefined]) {
      const [before, last] = open.slice(-2);
      const gap = point !== undefined && last !== undefined ? point.x - last.x : Infinity;
      const usual = before !== undefined && last !== undefined ? last.x - before.x : gap;
      if (
        point !== undefined &&
        (last === undefined || (gap <= POINT_GAP * dpi && Math.abs(gap - usual) <= Math.max(2, usual / 2)))
      ) {
        open.push(point);
        continue;
      }
      if (open.length >= POINTS) leaders.push(...open);
      open = point === undefined ? [] : last !== undefined && gap <= POINT_GAP * dpi ? [last, point] : [point];
    }
  }
  return leaders;
}

/** Shapes, sorted by their lower edges, in rows of the same lower edge. */
function rowsOf(shapes: readonly Area[], tolerance: number): Area[][] {
  const rows: Area[][] = [];
  let bottom = -Infinity;
  for (const shape of shapes) {
    const own = shape.y + shape.height;
    const row = rows.at(-1);
    if (row !== undefined && own - bottom <= tolerance) row.push(shape);
    else rows.push([shape]);
    if (own - bottom > tolerance) bottom = own;
  }
  return rows;
}
