import type { MailAddress } from '../../worker/domain/message.ts';
import { limits } from '../limits.ts';
import { htmlToText } from '../readable-text.ts';
import { decodeCodePage, decodeUtf16 } from './code-page.ts';
import { openCompoundFile, type Storage } from './compound-file.ts';
import { messageOf, openFile, type InnerFile, type InnerMessage, type Opened, type Unreadable } from './opened.ts';

/** Properties that are read (MS-OXPROPS), by their hexadecimal identifier. */
const tags = {
  subject: '0037',
  representedName: '0042',
  representedAddress: '0065',
  representedSmtp: '5D02',
  transportHeaders: '007D',
  senderName: '0C1A',
  senderAddress: '0C1F',
  senderSmtp: '5D01',
  text: '1000',
  rtf: '1009',
  html: '1013',
  messageId: '1035',
  displayName: '3001',
  data: '3701',
  shortName: '3704',
  longName: '3707',
  mimeType: '370E',
} as const;

type Tag = (typeof tags)[keyof typeof tags];

/** Bytes of a text property that are looked at: two or three for each letter that is kept. */
const TEXT_BYTES = limits.htmlCharacters * 4;

/**
 * An Outlook message (MS-OXMSG): sender, subject, text and attachments, a message attached to it included. A compound
 * file that holds none (an .xls) is `formatNotRead`.
 */
export function openOutlookMessage(bytes: Uint8Array): Opened | Unreadable {
  const root = openCompoundFile(bytes);
  if (root === undefined) return { unreadable: 'corrupt' };
  return root.streams.has('__properties_version1.0') ? message(root, 32) : { unreadable: 'formatNotRead' };
}

/** The fixed properties of an attached message begin 8 bytes earlier than those of the file (MS-OXMSG §2.4.1). */
function message(storage: Storage, header: number): Opened {
  const page = fixed(storage, header, 0x3ffd) ?? 0;
  const said = (tag: Tag) => textOf(storage, tag, page);
  const html = said(tags.html) || htmlBytes(storage, fixed(storage, header, 0x3fde) ?? 0);
  const plain = said(tags.text);
  const text = plain.trim() === '' ? htmlToText(html) : plain;
  const mail = messageOf({
    from: sender(said),
    subject: said(tags.subject),
    text,
    messageId: said(tags.messageId) || undefined,
  });
  const attached = [...storage.storages].filter(([name]) => name.startsWith('__attach_version1.0_'));
  const items = attached.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => attachment(each, page));
  return { mail, notes: [], items: [...items, ...(text.trim() === '' ? unreadText(storage) : [])] };
}

/** A text kept in compressed RTF only is not read: it is named. */
function unreadText(storage: Storage): InnerFile[] {
  const rtf = storage.streams.get(stream(tags.rtf, '0102'));
  if (rtf === undefined) return [];
  const packed = new Uint8Array();
  const take = () => ({ unreadable: 'formatNotRead' }) as const;
  return [{ name: 'texte du message (RTF)', declaredType: '', size: rtf.size, packed, take }];
}

function attachment(storage: Storage, page: number): InnerFile | InnerMessage {
  const said = (tag: Tag) => textOf(storage, tag, page).slice(0, 1000);
  const name = said(tags.longName) || said(tags.shortName) || said(tags.displayName);
  const inner = storage.storages.get(stream(tags.data, '000D'));
  if (inner?.streams.has('__properties_version1.0')) return { name, open: () => message(inner, 24) };
  const data = storage.streams.get(stream(tags.data, '0102'));
  // An object of another program, or a mere link to a file elsewhere.
  if (data === undefined) {
    const unreadable = inner === undefined ? 'empty' : 'formatNotRead';
    return { ...openFile(name, new Uint8Array()), take: () => ({ unreadable }) };
  }
  const take = () => data.read() ?? ({ unreadable: 'corrupt' } as const);
  return { name, declaredType: said(tags.mimeType).toLowerCase(), size: data.size, packed: new Uint8Array(), take };
}

/** An Exchange sender has an address of another kind; its SMTP address stands apart, or in the headers it came with. */
function sender(said: (tag: Tag) => string): MailAddress | undefined {
  const header = /^from:((?:.*\r?\n[ \t]+)*.*)/im.exec(said(tags.transportHeaders).slice(0, 100_000))?.[1] ?? '';
  const given = [tags.senderSmtp, tags.senderAddress, tags.representedSmtp, tags.representedAddress].map(said);
  const address = [...given, ...(header.match(/[^\s<>@"]{1,64}@[^\s<>@"]{1,250}/g) ?? [])].find(isAddress);
  const name = said(tags.senderName) || said(tags.representedName);
  return address === undefined ? undefined : { address, name: name.slice(0, 200) };
}

function isAddress(text: string): boolean {
  return /^[^\s@<>]{1,64}@[^\s@<>]{1,250}$/.test(text);
}

/** A text property: in UTF-16, or in the code page of the message (MS-OXCDATA §2.11.1). */
function textOf(storage: Storage, tag: Tag, page: number): string {
  const unicode = bytesOf(storage, tag, '001F');
  if (unicode !== undefined) return decodeUtf16(unicode);
  const bytes = bytesOf(storage, tag, '001E');
  return bytes === undefined ? '' : decodeCodePage(bytes, page);
}

function htmlBytes(storage: Storage, page: number): string {
  const bytes = bytesOf(storage, tags.html, '0102');
  return bytes === undefined ? '' : decodeCodePage(bytes, page);
}

function bytesOf(storage: Storage, tag: Tag, type: string): Buffer | undefined {
  const found = storage.streams.get(stream(tag, type));
  return found === undefined || found.size > TEXT_BYTES ? undefined : found.read();
}

function stream(tag: Tag, type: string): string {
  return `__substg1.0_${tag}${type}`;
}

/** A number among the fixed properties, each of 16 bytes: type and identifier, flags, value (MS-OXMSG §2.4.2). */
function fixed(storage: Storage, header: number, id: number): number | undefined {
  const properties = storage.streams.get('__properties_version1.0');
  const bytes = properties === undefined || properties.size > 65_536 ? undefined : properties.read();
  if (bytes === undefined) return undefined;
  for (let at = header; at + 16 <= bytes.length; at += 16) {
    if (bytes.readUInt16LE(at + 2) === id) return bytes.readUInt32LE(at + 8);
  }
  return undefined;
}
