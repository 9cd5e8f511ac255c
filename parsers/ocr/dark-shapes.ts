import type { DarkMap } from './raster.ts';

/** A rectangle of pixels, from the upper left corner of the page. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The areas of the dark shapes of connected pixels that are at most `largest` pixels wide and high. */
export function darkShapes({ width, height, dark }: DarkMap, largest: number): Area[] {
  const seen = new Uint8Array(dark.length);
  const shapes: Area[] = [];
  const pending: number[] = [];
  for (let start = 0; start < dark.length; start += 1) {
    if (dark[start] !== 1 || seen[start] === 1) continue;
    seen[start] = 1;
    pending.push(start);
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const next = row * width + column;
          if (dark[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          pending.push(next);
        }
      }
    }
    const shape = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
    if (shape.width <= largest && shape.height <= largest) shapes.push(shape);
  }
  return shapes;
}
