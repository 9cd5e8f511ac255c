import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOnly } from '../../../parsers/ocr/clean-page.ts';
import { darkShapes } from '../../../parsers/ocr/dark-shapes.ts';
import { darkMap, onWhitePaper, quarterTurned, type Raster } from '../../../parsers/ocr/raster.ts';
import { straightened } from '../../../parsers/ocr/straighten.ts';
import { LARGEST_BOX, tickBoxes } from '../../../parsers/ocr/tick-boxes.ts';
import { grey } from '../../builders/pictures.ts';

/** A page of 200 dpi with ink where `isInk` says. */
function page(width: number, height: number, isInk: (x: number, y: number) => boolean): Raster {
  return { ...grey(width, height, (x, y) => (isInk(x, y) ? 20 : 240)), dpi: 200 };
}

/** Lines of short words, thirty pixels apart, that fall by `slope`. */
const lines = (slope: number) => (x: number, y: number) => {
  const row = y - slope * x;
  return x > 50 && x < 550 && y > 40 && y < 760 && ((row % 30) + 30) % 30 < 10 && x % 40 < 30 && (x + y) % 5 < 3;
};

/** Rows that are mostly paper: there are the more of them, the more level the lines are. */
function clearRows({ width, height, levels }: Raster): number {
  return Array.from({ length: height }, (_, y) => levels.subarray(y * width, (y + 1) * width)).filter(
    (row) => row.filter((level) => level < 128).length < 5,
  ).length;
}

describe('straightening', () => {
  it.each([-2.5, -1, 0.7, 2])('levels lines that fall by %s degrees', (degrees) => {
    const slanted = page(600, 800, lines(Math.tan((degrees * Math.PI) / 180)));
    const level = page(600, 800, lines(0));
    const before = clearRows(slanted);
    const after = clearRows(straightened(slanted));
    expect(after).toBeGreaterThan(clearRows(level) * 0.8);
    expect(after).toBeGreaterThan(before);
  });

  it('turns a page that lies on its side', () => {
    const lying = quarterTurned(page(600, 800, lines(0)), 1);
    expect(straightened(lying)).toMatchObject({ width: 600, height: 800 });
  });

  it('leaves an empty page alone', () => {
    const empty = page(300, 400, () => false);
    expect(straightened(empty)).toEqual(empty);
  });
});

const boxesOn = (raster: Raster) => {
  const map = darkMap(onWhitePaper(raster));
  return tickBoxes(map, darkShapes(map, LARGEST_BOX * map.dpi));
};

/** The outline of a square of 28 pixels at a corner. */
const square = (left: number, top: number) => (x: number, y: number) => {
  const [dx, dy] = [x - left, y - top];
  const isWithin = dx >= 0 && dy >= 0 && dx < 28 && dy < 28;
  return isWithin && (dx < 3 || dy < 3 || dx >= 25 || dy >= 25);
};

const cross = (left: number, top: number, reach: number) => (x: number, y: number) => {
  const [dx, dy] = [x - left - 13.5, y - top - 13.5];
  return Math.max(Math.abs(dx), Math.abs(dy)) < reach && Math.abs(Math.abs(dx) - Math.abs(dy)) < 2.5;
};

describe('boxes to tick', () => {
  const empty = square(40, 40);
  const other = square(40, 100);

  it('are found, and are ticked when something is drawn in them', () => {
    const inked = page(200, 200, (x, y) => empty(x, y) || other(x, y) || cross(40, 100, 9)(x, y));
    expect(boxesOn(inked).map((each) => each.ticked)).toEqual([false, true]);
  });

  it('are found under a cross that reaches over their sides', () => {
    const inked = page(200, 200, (x, y) => empty(x, y) || other(x, y) || cross(40, 100, 20)(x, y));
    expect(boxesOn(inked).map((each) => each.ticked)).toEqual([false, true]);
  });

  it('may be round', () => {
    const circle = (left: number, top: number, dot: number) => (x: number, y: number) => {
      const away = Math.hypot(x - left - 14, y - top - 14);
      return (away < 14 && away > 11.5) || away < dot;
    };
    const inked = page(200, 200, (x, y) => circle(40, 40, 0)(x, y) || circle(40, 100, 6)(x, y));
    expect(boxesOn(inked).map((each) => each.ticked)).toEqual([false, true]);
  });

  it('are no cells of a table, and no full squares', () => {
    const table = page(300, 300, (x, y) => x % 60 < 3 || y % 28 < 3);
    const full = page(200, 200, (x, y) => x >= 40 && x < 68 && y >= 40 && y < 68);
    expect([...boxesOn(table), ...boxesOn(full)]).toEqual([]);
  });
});

describe('what is no text is taken out', () => {
  const cleaned = (raster: Raster) => {
    const white = onWhitePaper(raster);
    const map = darkMap(white);
    return textOnly(white, darkShapes(map, LARGEST_BOX * map.dpi), []);
  };
  const inkOf = ({ levels }: Raster) => levels.filter((level) => level < 128).length;

  it('lines of a table and rows of points go, letters stay', () => {
    const letter = (x: number, y: number) => x >= 50 && x < 54 && y >= 60 && y < 78;
    const line = (_x: number, y: number) => y === 40 || y === 41;
    const side = (x: number, y: number) => (x === 30 || x === 31) && y < 260;
    const points = (x: number, y: number) => y >= 150 && y < 153 && x > 60 && x < 260 && x % 8 < 3;
    const raster = page(300, 300, (x, y) => letter(x, y) || line(x, y) || side(x, y) || points(x, y));
    expect(inkOf(cleaned(raster))).toBe(inkOf(page(300, 300, letter)));
  });
});

it('whatever is on a page, it is cleaned and straightened to a page', () => {
  const any = fc.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(any, fc.array(fc.nat(255), { minLength: 3_600, maxLength: 3_600 }), ({ width, height }, levels) => {
      const raster = { width, height, dpi: 200, levels: Uint8Array.from(levels.slice(0, width * height)) };
      const level = onWhitePaper(straightened(raster));
      const map = darkMap(level);
      const shapes = darkShapes(map, LARGEST_BOX * map.dpi);
      const text = textOnly(level, shapes, tickBoxes(map, shapes));
      expect(text.levels).toHaveLength(width * height);
    }),
    { numRuns: 100 },
  );
});
