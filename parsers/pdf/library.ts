import type * as library from '@cantoo/pdf-lib';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The library as browsers take it, in one file: its hundreds of modules would take five times as long to load. */
const inOneFile = join(dirname(require.resolve('@cantoo/pdf-lib')), '../dist/pdf-lib.min.js');

export const {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
  decodePDFRawStream,
} = require(inOneFile) as typeof library;

export type PDFArray = library.PDFArray;
export type PDFDict = library.PDFDict;
export type PDFDocument = library.PDFDocument;
export type PDFHexString = library.PDFHexString;
export type PDFName = library.PDFName;
export type PDFObject = library.PDFObject;
export type PDFRawStream = library.PDFRawStream;
export type PDFRef = library.PDFRef;
export type PDFStream = library.PDFStream;
export type PDFString = library.PDFString;
