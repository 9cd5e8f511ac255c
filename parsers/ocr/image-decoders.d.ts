/** What is used of the picture decoders of pdf.js, which come without types. */
declare module 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs' {
  export class JpegImage {
    /** Throws for what is no JPEG, or a damaged one. */
    parse(data: Uint8Array): void;
    /** Samples row by row: one of grey to a pixel, or three of red, green and blue. */
    getData(size: { width: number; height: number; forceRGB: boolean }): Uint8Array | Uint8ClampedArray;
  }
}
