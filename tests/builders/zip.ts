import { crc32, deflateRawSync } from 'node:zlib';

/** One entry to write; whatever is left out is as it should be. Sizes and flags may lie. */
export interface ZipDraft {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  /** General purpose bits: 1 encrypted, 0x800 UTF-8 name. */
  readonly flags?: number;
  /** Method that the directory tells; the bytes are deflated for 8 and stored for all others. */
  readonly method?: number;
  /** Size that the directory tells. */
  readonly size?: number;
  readonly checksum?: number;
  readonly extra?: Uint8Array;
}

/** The bytes of a ZIP archive (APPNOTE.TXT 6.3.10). */
export function buildZip(drafts: readonly ZipDraft[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const draft of drafts) {
    const { flags = 0, method = 8, extra = new Uint8Array() } = draft;
    const name = Buffer.from(draft.name as string);
    const packed = method === 8 ? deflateRawSync(draft.content) : Buffer.from(draft.content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(draft.checksum ?? crc32(draft.content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(draft.size ?? draft.content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(at, 10);
    fields.writeUInt16LE(extra.length, 24);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, end, name, extra]));
    written.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(drafts.length, 8);
  tail.writeUInt16LE(drafts.length, 10);
  tail.writeUInt32LE(central.length, 12);
  tail.writeUInt32LE(at, 16);
  return Buffer.concat([...written, central, tail]);
}
