import { createRequire } from 'node:module';

/** A message as Outlook saves it; texts are Unicode unless `codePage` is given. */
export interface OutlookDraft {
  readonly subject?: string;
  readonly senderName?: string;
  readonly senderAddress?: string;
  readonly text?: string;
  readonly html?: string;
  readonly codePage?: number;
  readonly attachments?: readonly { readonly name: string; readonly content: Uint8Array | OutlookDraft }[];
}

interface Entry {
  name: string;
  type: number;
  length: number;
  children?: number[];
  binaryProvider?: () => Uint8Array;
}

const [DIRECTORY, DOCUMENT, ROOT] = [1, 2, 5];

/** The compound file writer of another project: what reads it here was written from the specification alone. */
const { burn } = createRequire(import.meta.url)('@kenjiuno/msgreader/lib/Burner.js') as {
  burn: (entries: readonly Entry[]) => Uint8Array;
};

/** The bytes of an Outlook message (MS-OXMSG). */
export function buildOutlookMessage(draft: OutlookDraft): Buffer {
  const entries: Entry[] = [{ name: 'Root Entry', type: ROOT, length: 0, children: [] }];
  writeMessage(entries, 0, draft, 32);
  return Buffer.from(burn(entries));
}

/** A compound file that holds other streams than those of a message. */
export function buildCompoundFile(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const entries: Entry[] = [{ name: 'Root Entry', type: ROOT, length: 0, children: [] }];
  for (const [name, content] of Object.entries(streams)) write(entries, 0, name, content);
  return Buffer.from(burn(entries));
}

function writeMessage(entries: Entry[], parent: number, draft: OutlookDraft, header: number): void {
  const { codePage = 0, attachments = [] } = draft;
  const texts = { '0037': draft.subject, '0C1A': draft.senderName, '5D01': draft.senderAddress, '1000': draft.text };
  write(
    entries,
    parent,
    '__properties_version1.0',
    Buffer.concat([Buffer.alloc(header), fixed(0x3ffd, codePage), fixed(0x3fde, 65001)]),
  );
  for (const [tag, text] of Object.entries(texts))
    if (text !== undefined) writeText(entries, parent, tag, text, codePage);
  if (draft.html !== undefined) write(entries, parent, '__substg1.0_10130102', Buffer.from(draft.html));
  for (const [index, { name, content }] of attachments.entries()) {
    const folder = directory(
      entries,
      parent,
      `__attach_version1.0_#${index.toString(16).toUpperCase().padStart(8, '0')}`,
    );
    write(entries, folder, '__properties_version1.0', Buffer.alloc(8));
    writeText(entries, folder, '3707', name, 0);
    if (content instanceof Uint8Array) write(entries, folder, '__substg1.0_37010102', content);
    else writeMessage(entries, directory(entries, folder, '__substg1.0_3701000D'), content, 24);
  }
}

function writeText(entries: Entry[], parent: number, tag: string, text: string, codePage: number): void {
  const isUnicode = codePage === 0;
  write(
    entries,
    parent,
    `__substg1.0_${tag}${isUnicode ? '001F' : '001E'}`,
    Buffer.from(text, isUnicode ? 'utf16le' : 'latin1'),
  );
}

function write(entries: Entry[], parent: number, name: string, content: Uint8Array): void {
  entries[parent]?.children?.push(entries.length);
  // The writer takes the memory under a view from its beginning: it gets a copy of its own.
  const copy = Uint8Array.from(content);
  entries.push({ name, type: DOCUMENT, length: copy.length, binaryProvider: () => copy });
}

function directory(entries: Entry[], parent: number, name: string): number {
  entries[parent]?.children?.push(entries.length);
  return entries.push({ name, type: DIRECTORY, length: 0, children: [] }) - 1;
}

function fixed(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(3, 0);
  bytes.writeUInt16LE(id, 2);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}
