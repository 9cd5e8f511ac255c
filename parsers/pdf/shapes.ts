import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box } from '../page-content.ts';
import { upright, type Frame } from './frame.ts';

/** A PDF transformation: x’ = a·x + c·y + e, y’ = b·x + d·y + f (ISO 32000-1 §8.3.4). */
type Matrix = readonly [number, number, number, number, number, number];

/** Sides of a shape that may be a box to tick or the tick in it, in points. */
const SMALLEST = 1.5;
const LARGEST = 16;

const MAX_SHAPES = 2_000;

/** Operations of pdf.js that place and paint; the numbers are given by the library. */
export type Operations = typeof import('pdfjs-dist/legacy/build/pdf.mjs').OPS;

/**
 * The small shapes painted on a page, upright: the boxes to tick, and the ticks where they are drawn as lines. Text
 * and pictures are not shapes.
 */
export async function smallShapes(page: PDFPageProxy, frame: Frame, operations: Operations): Promise<Box[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const shapes: Box[] = [];
  const saved: Matrix[] = [];
  let current: Matrix = [1, 0, 0, 1, 0, 0];
  for (let index = 0; index < fnArray.length && shapes.length < MAX_SHAPES; index += 1) {
    const args: unknown = argsArray[index];
    switch (fnArray[index]) {
      case operations.save:
        saved.push(current);
        break;
      case operations.restore:
      case operations.paintFormXObjectEnd:
      case operations.endAnnotation:
        current = saved.pop() ?? current;
        break;
      case operations.transform:
        current = placed(current, args);
        break;
      case operations.paintFormXObjectBegin:
        saved.push(current);
        current = placed(current, isList(args) ? args[0] : undefined);
        break;
      case operations.beginAnnotation:
        saved.push(current);
        current = isList(args) ? placed(placed([1, 0, 0, 1, 0, 0], args[2]), args[3]) : current;
        break;
      case operations.constructPath: {
        const box = painted(args, operations, current);
        if (box !== undefined) shapes.push(upright(box, frame));
      }
    }
  }
  return shapes;
}

/** The box around a path that is painted, when it is small; clipping paths paint nothing. */
function painted(args: unknown, operations: Operations, current: Matrix): Box | undefined {
  if (!isList(args) || args[0] === operations.endPath) return undefined;
  const [left, bottom, right, top] = numbers(args[2]);
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return undefined;
  const [x1, y1] = moved(current, left, bottom);
  const [x2, y2] = moved(current, right, top);
  const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  const [low, high] = [Math.min(box.width, box.height), Math.max(box.width, box.height)];
  return high <= LARGEST && high >= SMALLEST && low >= 0 ? box : undefined;
}

/** A matrix put in front of the current one; anything that is no matrix changes nothing. */
function placed(current: Matrix, given: unknown): Matrix {
  const [a, b, c, d, e, f] = numbers(given);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return current;
  const [x, y] = moved(current, e ?? 0, f ?? 0);
  const [p, q, r, s] = current;
  return [p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, x, y];
}

function moved([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

function numbers(given: unknown): number[] {
  if (given instanceof Float32Array) return [...given];
  return isList(given) ? given.filter((each) => typeof each === 'number') : [];
}

function isList(given: unknown): given is readonly unknown[] {
  return Array.isArray(given);
}
