import type { AsnType, ObjectIdentifier } from 'asn1js';
import { limits } from '../limits.ts';
import { openFile, type Opened, type Unreadable } from './opened.ts';

/** Content types of a CMS message (RFC 5652 §3, RFC 5083, RFC 3274). */
const types = {
  data: '1.2.840.113549.1.7.1',
  signed: '1.2.840.113549.1.7.2',
  enveloped: '1.2.840.113549.1.7.3',
  encrypted: '1.2.840.113549.1.7.6',
  authEnveloped: '1.2.840.113549.1.9.16.1.23',
} as const;

const secret: readonly string[] = [types.enveloped, types.encrypted, types.authEnveloped];

/**
 * Caps of the ASN.1 reader. A sender that streams cuts the content into pieces of a kilobyte: forty thousand make the
 * largest file that is read.
 */
const options = { maxDepth: 40, maxNodes: 60_000, maxContentLength: limits.partBytes, parseEmbedded: false };

/**
 * The content of a signed message (S/MIME signed-data, RFC 8551 §3.5): a MIME entity, or the file that was signed. The
 * signature is told, never checked: nothing of it makes the content more, or less, believed. Undefined for a signature
 * without its content, which stands apart.
 */
export async function openSigned(bytes: Uint8Array, name: string): Promise<Opened | Unreadable | undefined> {
  const { fromBER } = await import('asn1js');
  const { offset, result } = fromBER(bytes, options);
  if (offset === -1) return { unreadable: /Maximum/.test(result.error) ? 'tooLarge' : 'corrupt' };
  const [type, content] = childrenOf(result);
  if (secret.includes(identifierOf(type))) return { unreadable: 'encrypted' };
  if (identifierOf(type) !== types.signed) return { unreadable: 'formatNotRead' };
  const encapsulated = childrenOf(childrenOf(content)[0])[2];
  const [, kept] = childrenOf(encapsulated);
  const signed = octets(childrenOf(kept)[0]);
  if (signed.length === 0) return undefined;
  return { mail: undefined, notes: ['electronicSignature'], items: [openFile(name.replace(/\.p7[ms]$/i, ''), signed)] };
}

/** Whether bytes are a MIME entity: header lines, one about their content among the first. */
export function isMimeEntity(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).toString('latin1');
  const [head = ''] = start.split(/\r?\n\r?\n/, 1);
  return /^[!-9;-~]+:/.test(head) && /^(?:content-type|mime-version|content-transfer-encoding|from):/im.test(head);
}

function childrenOf(block: AsnType | undefined): AsnType[] {
  const value: unknown = block === undefined || !('value' in block.valueBlock) ? [] : block.valueBlock.value;
  return Array.isArray(value) ? (value as AsnType[]) : [];
}

function identifierOf(block: AsnType | undefined): string {
  return (block as ObjectIdentifier | undefined)?.valueBlock.toString() ?? '';
}

/** The bytes of an octet string; in pieces, and pieces of pieces, when the sender streamed it (X.690 §8.7). */
function octets(block: AsnType | undefined): Buffer {
  if (block === undefined) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  const waiting = [block];
  while (waiting.length > 0) {
    const next = waiting.pop();
    const inside = childrenOf(next);
    if (inside.length > 0) waiting.push(...inside.reverse());
    else if (next !== undefined && 'valueHexView' in next.valueBlock) {
      pieces.push(Buffer.from(next.valueBlock.valueHexView));
    }
  }
  return Buffer.concat(pieces);
}
