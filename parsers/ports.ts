import type { Document } from '../worker/domain/submission.ts';

/** A word that character recognition found: pixels of the picture given, from its upper left corner. */
export interface RecognisedWord {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 100, as the engine reckons it. */
  readonly confidence: number;
  /** Number of the line it stands on, as the engine cuts the page. */
  readonly line: number;
}

/** Character recognition (OCR) of one page. Rejects when the engine fails. */
export interface Ocr {
  /** `picture` is a PNG, JPEG or BMP file. */
  recognise(picture: Uint8Array): Promise<readonly RecognisedWord[]>;
}

/** Turns an old office document (.doc, .rtf) into OpenDocument text; undefined when it cannot. */
export type OfficeConverter = (bytes: Uint8Array, extension: string) => Promise<Uint8Array | undefined>;

/** What reading may call on outside the pure rooms; each is absent where it is not installed, or switched off. */
export interface Outside {
  readonly ocr?: Ocr;
  readonly convertOffice?: OfficeConverter;
  /**
   * Told before each file and each page of it: how a reader that died says which file killed it. False once the time of
   * the mail is over: what has not begun is named, not read.
   */
  readonly working?: (part: string) => boolean;
  /** Told before the pages of a file become pixels: these take memory of their own. */
  readonly recognising?: () => void;
  /** Told after each file but the last what it says, in case a later one stops the reader; resolves when that is on its way. */
  readonly done?: ((part: string, documents: readonly Document[]) => Promise<void>) | undefined;
}
