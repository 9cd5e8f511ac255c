/** What Outlook would pack. Text is in code page 1252 unless it is a property. */
export interface TnefDraft {
  readonly subject?: string;
  readonly text?: string;
  readonly attachments?: readonly TnefAttachment[];
}

export interface TnefAttachment {
  /** Short name, in code page 1252. */
  readonly title?: string;
  readonly longName?: string;
  readonly content?: Uint8Array;
  /** A message attached, instead of a file. */
  readonly message?: TnefDraft;
}

const CODE_PAGE = 1252;

/** A TNEF stream (MS-OXTNEF §2.1). */
export function buildTnef({ subject, text, attachments = [] }: TnefDraft): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78, 0);
  const page = Buffer.alloc(8);
  page.writeUInt32LE(CODE_PAGE, 0);
  const properties = [
    ...(subject === undefined ? [] : [unicode(0x0037, subject)]),
    ...(text === undefined ? [] : [unicode(0x1000, text)]),
  ];
  return Buffer.concat([
    head,
    attribute(1, 0x00089006, Buffer.from([0, 0, 1, 0])),
    attribute(1, 0x00069007, page),
    ...(properties.length === 0 ? [] : [attribute(1, 0x00069003, list(properties))]),
    ...attachments.flatMap(attachment),
  ]);
}

function attachment({ title, longName, content, message }: TnefAttachment): Buffer[] {
  const inner = message === undefined ? [] : [object(0x3701, buildTnef(message))];
  const properties = [...(longName === undefined ? [] : [unicode(0x3707, longName)]), ...inner];
  return [
    attribute(2, 0x00069002, Buffer.alloc(14)),
    ...(title === undefined ? [] : [attribute(2, 0x00018010, Buffer.from(`${title}\0`, 'latin1'))]),
    ...(content === undefined ? [] : [attribute(2, 0x0006800f, Buffer.from(content))]),
    // A named property comes first: it must be stepped over.
    ...(properties.length === 0 ? [] : [attribute(2, 0x00069005, list([named('Essai', 7), ...properties]))]),
  ];
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0));
  return Buffer.concat([head, data, checksum]);
}

function list(properties: readonly Buffer[]): Buffer {
  return Buffer.concat([number(properties.length), ...properties]);
}

function unicode(id: number, text: string): Buffer {
  return variable(0x001f, id, Buffer.from(`${text}\0`, 'utf16le'));
}

/** PtypObject: the identifier of IMessage, then its bytes. */
function object(id: number, bytes: Buffer): Buffer {
  return variable(0x000d, id, Buffer.concat([Buffer.from('0703020000000000c000000000000046', 'hex'), bytes]));
}

function named(name: string, value: number): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const tag = Buffer.from([0x03, 0x00, 0x01, 0x80]);
  return Buffer.concat([tag, Buffer.alloc(16), number(1), number(text.length), padded(text), number(value)]);
}

function variable(type: number, id: number, value: Buffer): Buffer {
  const tag = Buffer.alloc(4);
  tag.writeUInt16LE(type, 0);
  tag.writeUInt16LE(id, 2);
  return Buffer.concat([tag, number(1), number(value.length), padded(value)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
