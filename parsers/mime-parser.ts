import { createRequire } from 'node:module';
import { Transform, type TransformCallback } from 'node:stream';
import type { AttachmentStream, MailParser, MailParserOptions } from 'mailparser';
import { decodeText } from './decode-text.ts';
import { endOfHeaders } from './fingerprint.ts';

/** A MIME entity as mailparser keeps it (its `tree`, not among its declared types; version 3.14.2, pinned). */
export interface MimeNode {
  readonly contentType: string | false;
  readonly children: readonly MimeNode[];
  /** Of a text that is not an attachment: decoded. */
  readonly textContent?: string;
}

/** An attachment with its bytes decoded. */
export interface MimeFile {
  readonly about: AttachmentStream;
  readonly content: Buffer;
}

/** A mail taken apart: its headers, its texts where they stood, its files in order. */
export interface ParsedMime {
  readonly headers: MailParser;
  readonly tree: MimeNode | undefined;
  readonly files: readonly MimeFile[];
}

const options: MailParserOptions = {
  // mailparser's own conversions run without a cap: a body of nested tags would hold the thread for minutes.
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  // A mail shown inside a mail would otherwise be mixed into the text around it, and its author lost.
  ignoreEmbedded: true,
  checksumAlgo: false,
};

/** Takes a mail apart (RFC 2045, 2046). Rejects on one that mailparser refuses: too many nodes, headers too large. */
export async function parseMime(bytes: Buffer): Promise<ParsedMime> {
  const found = await parse(bytes);
  return isHollow(found) ? { ...(await parse(mended(bytes))), headers: found.headers } : found;
}

/** A multipart without parts: its boundary is not told, or not the one that was used. */
function isHollow({ tree }: ParsedMime): boolean {
  return tree !== undefined && /^multipart\//.test(tree.contentType || '') && tree.children.length === 0;
}

/** The mail under a type that shows what it holds: the first line that parts anything bounds it, or it is a text. */
function mended(whole: Buffer): Buffer {
  const body = whole.toString('latin1', endOfHeaders(whole), endOfHeaders(whole) + 65_536);
  const boundary = /\n--([!-~]{1,70})[ \t]*\r?\ncontent-/i.exec(body)?.[1]?.replace(/["\\]/g, '');
  const type = boundary === undefined ? 'text/plain' : `multipart/mixed; boundary="${boundary}"`;
  return Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n`), whole]);
}

function parse(bytes: Buffer): Promise<ParsedMime> {
  return new Promise((resolve, reject) => {
    const parser = new GuessingParser(options);
    const files: MimeFile[] = [];
    parser.on('data', (about) => {
      if (about.type !== 'attachment') return;
      const chunks: Buffer[] = [];
      about.content.on('data', (chunk: Buffer) => chunks.push(chunk));
      about.content.once('end', () => {
        files.push({ about, content: Buffer.concat(chunks) });
        about.release?.();
      });
    });
    parser.once('error', reject);
    parser.once('end', () => {
      resolve({ headers: parser, tree: parser.tree || undefined, files });
    });
    parser.end(bytes);
  });
}

/** What of mailparser is bent: how it learns the charset of a text, and what decodes it. */
interface InnerParser extends MailParser {
  readonly tree: MimeNode | false;
  createNode(node: unknown): { charset?: string };
  getDecoder(): { decodeStream: (charset: string) => Transform };
}

// Its CommonJS build loads in half the time of the other.
const library = createRequire(import.meta.url)('mailparser') as typeof import('mailparser');

const Base = library.MailParser as unknown as new (options: MailParserOptions) => InnerParser;

/**
 * Decodes texts as `decodeText` does: mailparser believes the declared charset, and takes UTF-8 where none is, which
 * leaves question marks in place of the letters of a mail that lies or says nothing.
 */
class GuessingParser extends Base {
  override createNode(node: unknown) {
    const created = super.createNode(node);
    // Any name but UTF-8 and ASCII makes mailparser ask for a decoder.
    created.charset = `guess ${created.charset ?? ''}`;
    return created;
  }

  override getDecoder() {
    return { decodeStream: (charset: string) => new TextGuesser(charset.slice('guess '.length)) };
  }
}

/** Gathers the bytes of a text, and gives them back in UTF-8. */
class TextGuesser extends Transform {
  readonly #charset: string;
  readonly #chunks: Buffer[] = [];

  constructor(charset: string) {
    super();
    this.#charset = charset;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#chunks.push(chunk);
    done();
  }

  override _flush(done: TransformCallback): void {
    done(null, Buffer.from(decodeText(Buffer.concat(this.#chunks), this.#charset)));
  }
}
