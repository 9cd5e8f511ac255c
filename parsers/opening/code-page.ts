import { decodeText } from '../decode-text.ts';

/** Windows code pages whose encoding has another name (MS-UCODEREF §2.2.1). */
const names: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  20127: 'us-ascii',
  28591: 'iso-8859-1',
  28605: 'iso-8859-15',
  65001: 'utf-8',
};

/** Text in a Windows code page; zero, or one that nobody knows, is guessed. It ends at the first NUL. */
export function decodeCodePage(bytes: Uint8Array, page: number): string {
  const end = bytes.indexOf(0);
  return decodeText(end === -1 ? bytes : bytes.subarray(0, end), names[page] ?? `windows-${page}`);
}

/** UTF-16 as Windows writes it; it ends at the first NUL. */
export function decodeUtf16(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le');
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}
