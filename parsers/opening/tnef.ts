import { limits } from '../limits.ts';
import { htmlToText } from '../readable-text.ts';
import { decodeCodePage, decodeUtf16 } from './code-page.ts';
import { mapiProperties, type MapiProperty } from './mapi-properties.ts';
import { messageOf, openFile, type InnerFile, type InnerMessage, type Opened, type Unreadable } from './opened.ts';

const SIGNATURE = 0x223e9f78;

/** Attributes that are read (MS-OXTNEF §2.1.3.2), without their type. */
const attributes = {
  subject: 0x8004,
  body: 0x800c,
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachRendData: 0x9002,
  messageProperties: 0x9003,
  attachment: 0x9005,
  oemCodePage: 0x9007,
} as const;

/** Properties that are read (MS-OXPROPS). */
const tags = {
  subject: 0x0037,
  text: 0x1000,
  html: 0x1013,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeType: 0x370e,
};

const UNICODE = 0x001f;
const OBJECT = 0x000d;

/** What was gathered of one attachment, attribute by attribute. */
interface Attached {
  title: string;
  data: Buffer | undefined;
  properties: readonly MapiProperty[];
}

/**
 * What Outlook packs into a winmail.dat (MS-OXTNEF): its files, and the messages attached. The text of the mail itself
 * goes out beside it in the clear and is not repeated; that of an attached message is its own.
 */
export function openTnef(bytes: Uint8Array): Opened | Unreadable {
  const found = readTnef(bytes);
  return found === undefined ? { unreadable: 'corrupt' } : { mail: undefined, notes: [], items: found.items };
}

function openAttachedMessage(bytes: Uint8Array): Opened {
  const found = readTnef(bytes) ?? { items: [], subject: '', text: '' };
  return {
    mail: messageOf({ from: undefined, subject: found.subject, text: found.text }),
    notes: [],
    items: found.items,
  };
}

function readTnef(tnef: Uint8Array) {
  const bytes = Buffer.from(tnef.buffer, tnef.byteOffset, tnef.byteLength);
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return undefined;
  const attached: Attached[] = [];
  let [page, subject, text] = [0, '', ''];
  for (const { id, data } of attributesOf(bytes)) {
    const last = attached.at(-1);
    if (id === attributes.oemCodePage && data.length >= 4) page = data.readUInt32LE(0);
    if (id === attributes.subject) subject = decodeCodePage(data, page);
    if (id === attributes.body) text = decodeCodePage(data, page);
    if (id === attributes.messageProperties) {
      const properties = mapiProperties(data);
      subject = textOf(properties, tags.subject, page) || subject;
      text = textOf(properties, tags.text, page) || text || htmlToText(textOf(properties, tags.html, page));
    }
    if (id === attributes.attachRendData) attached.push({ title: '', data: undefined, properties: [] });
    if (last === undefined) continue;
    if (id === attributes.attachTitle) last.title = decodeCodePage(data, page);
    if (id === attributes.attachData) last.data = data;
    if (id === attributes.attachment) last.properties = mapiProperties(data);
  }
  const full = attached.filter(
    ({ title, data, properties }) => title !== '' || data !== undefined || properties.length > 0,
  );
  const items = full.slice(0, limits.archiveEntries).map((each) => item(each, page));
  return { items, subject, text };
}

/** Level, identifier, length, data, checksum: as long as lengths stay within the file (MS-OXTNEF §2.1.3). */
function* attributesOf(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 5);
    // A file cut short still shows what lies before the cut.
    if (at + 9 + length > bytes.length) return;
    yield { id: bytes.readUInt16LE(at + 1), data: bytes.subarray(at + 9, at + 9 + length) };
    at += 11 + length;
  }
}

function item({ title, data, properties }: Attached, page: number): InnerFile | InnerMessage {
  const said = (tag: number) => textOf(properties, tag, page).slice(0, 1000);
  const name = said(tags.longName) || title || said(tags.shortName);
  const kept = properties.find(({ id }) => id === tags.data);
  const declaredType = said(tags.mimeType).toLowerCase();
  if (data !== undefined) return openFile(name, data, declaredType);
  // A message attached is a TNEF stream of its own behind the identifier of its interface (MS-OXTNEF §2.1.3.3.15).
  const inner = kept?.value.subarray(16);
  if (inner !== undefined && inner.length > 4 && inner.readUInt32LE(0) === SIGNATURE) {
    return { name, open: () => openAttachedMessage(inner) };
  }
  if (kept !== undefined && kept.type !== OBJECT) return openFile(name, kept.value, declaredType);
  const unreadable = kept === undefined ? 'corrupt' : 'formatNotRead';
  return { ...openFile(name, kept?.value ?? new Uint8Array()), take: () => ({ unreadable }) };
}

function textOf(properties: readonly MapiProperty[], tag: number, page: number): string {
  const found = properties.find(({ id }) => id === tag);
  if (found === undefined) return '';
  return found.type === UNICODE ? decodeUtf16(found.value) : decodeCodePage(found.value, page);
}
