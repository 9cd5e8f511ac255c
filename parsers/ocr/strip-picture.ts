/** One stretch of rows of a picture, compressed as it is in its file, and how a PDF tells to read it. */
export interface Strip {
  readonly rows: number;
  readonly data: Uint8Array;
  /** Entries of the picture's dictionary (ISO 32000-1 table 89): filter, colours, bits. */
  readonly entries: string;
}

/** A picture as its file holds it, not decoded. */
export interface StripPicture {
  /** Pixels of a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Height of a pixel over its width: a fax may have twice as many columns as rows to the inch. */
  readonly pixelShape: number;
  /** Clockwise quarter turns to see it upright. */
  readonly turns: number;
  readonly strips: readonly Strip[];
}

/** Clockwise quarter turns by the orientation of EXIF and TIFF (tag 274); mirrored ones are taken as they are. */
export function turnsOf(orientation: number | undefined): number {
  return { 3: 2, 6: 1, 8: 3 }[orientation ?? 1] ?? 0;
}
