/** A sheet of A4 in points: how large a picture is taken to be, as files seldom tell it right. */
const SHORT = 595;
const LONG = 842;

/** Points per pixel that make a picture just fit a sheet of A4, upright or across. */
export function sheetScale(width: number, height: number): number {
  return Math.min((width > height ? LONG : SHORT) / width, (width > height ? SHORT : LONG) / height);
}
