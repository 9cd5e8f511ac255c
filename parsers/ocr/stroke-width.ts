import type { Area } from './dark-shapes.ts';
import type { Raster } from './raster.ts';

/** Levels below which a pixel is part of a stroke. */
const STROKE = 170;

/** Levels below which a pixel is ink, of faint letters too, and the share of a row of a word that is more than noise. */
const INK = 190;
const INKED = 0.02;

/** Width of a thin stem in inches: a long word may reach below its line with a single one. */
const STEM = 0.01;

/** Levels from which a pixel is paper with its noise. */
const PAPER = 210;

/** How far the ink of a word reaches, in rows of pixels. */
export interface Reach {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The rows that the letters of a word take: those with ink around its middle. Accents that stand apart are left out, so
 * that « É » is as high as « E ». `tails` is the share of the width that the tails of signs take below the letters, where
 * they are left out too: they are as deep as each font likes.
 */
export function inkReach(page: Raster, area: Area, tails = 0): Reach {
  const inkOf = (row: number) => {
    if (row < 0 || row >= page.height) return 0;
    const to = Math.min(page.width, area.x + area.width);
    let inked = 0;
    for (let x = Math.max(0, area.x); x < to; x += 1) if ((page.levels[row * page.width + x] ?? 255) < INK) inked += 1;
    return inked;
  };
  const enough = Math.max(2, Math.min(area.width * INKED, page.dpi * STEM));
  const below = Math.max(enough, area.width * tails);
  // A box that the engine drew too low or too high may miss the ink at its middle.
  const middle = Math.round(area.y + area.height / 2);
  const start = [0, 2, -2, 4, -4].map((shift) => middle + shift).find((row) => inkOf(row) >= enough);
  if (start === undefined) return { top: area.y, bottom: area.y + area.height };
  let [top, bottom] = [start, start];
  while (start - top < area.height * 1.5 && inkOf(top - 1) >= enough) top -= 1;
  while (bottom - start < area.height * 1.5 && inkOf(bottom + 1) >= below) bottom += 1;
  return { top, bottom: bottom + 1 };
}

/** The usual width of the strokes in an area, in pixels and parts of them; the grey edges of a stroke count in part. */
export function strokeWidth({ width, height, levels }: Raster, area: Area): number {
  const widths: number[] = [];
  const [from, to] = [Math.max(0, area.x), Math.min(width, area.x + area.width)];
  for (let y = Math.max(0, area.y); y < Math.min(height, area.y + area.height); y += 1) {
    let ink = 0;
    let isStroke = false;
    for (let x = from; x <= to; x += 1) {
      const level = x < to ? (levels[y * width + x] ?? 255) : 255;
      if (level < PAPER) {
        ink += 1 - level / 255;
        isStroke ||= level < STROKE;
        continue;
      }
      if (isStroke) widths.push(ink);
      ink = 0;
      isStroke = false;
    }
  }
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 0;
}
