import { crc32 } from 'node:zlib';
import { decodeText } from '../decode-text.ts';

/** Letters 0x80 to 0xFF of code page 850, in which French Windows writes names; 437 has the same small letters. */
const page850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

/** Letters of French names, which tell in which of two code pages a name was written. */
const french = /[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ’°«»]/g;

/**
 * The name of a ZIP entry (APPNOTE.TXT 6.3.10, appendix D): UTF-8 when its flag (bit 11) or its Unicode path field
 * (0x7075, §4.6.9) says so, and when it is valid UTF-8 all the same, as macOS writes it; else the code page in which
 * it makes more French letters.
 */
export function entryName(raw: Buffer, isUtf8: boolean, extra: Buffer): string {
  if (/^[\x20-\x7e]*$/.test(raw.toString('latin1'))) return raw.toString('latin1');
  if (isUtf8) return raw.toString('utf8');
  const unicode = unicodePath(raw, extra);
  if (unicode !== undefined) return unicode;
  const modern = decodeText(raw);
  if (Buffer.from(modern).equals(raw)) return modern;
  const old = raw.toString('latin1').replace(/[\x80-\xff]/g, (sign) => page850[sign.charCodeAt(0) - 0x80] ?? sign);
  return lettersIn(modern) > lettersIn(old) ? modern : old;
}

/** The Unicode path field counts only for the name it was made for. */
function unicodePath(raw: Buffer, extra: Buffer): string | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    const field = extra.subarray(at + 4, at + 4 + length);
    if (id === 0x7075 && field.length > 5 && field[0] === 1 && field.readUInt32LE(1) === crc32(raw)) {
      return field.toString('utf8', 5);
    }
    at += 4 + length;
  }
  return undefined;
}

function lettersIn(name: string): number {
  return name.match(french)?.length ?? 0;
}
