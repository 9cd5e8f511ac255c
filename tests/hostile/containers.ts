import type { HostileFile } from './hostile-file.ts';

const tnef = (name: string, bytes: HostileFile['bytes']): HostileFile => ({
  family: 'container',
  name: `tnef: ${name}`,
  file: 'winmail.dat',
  bytes,
});

const signature = Buffer.from('789f3e220100', 'hex');

/** Attributes of an Outlook container (MS-OXTNEF §2.1.3) that declare what is not there. */
export const hostileTnef: readonly HostileFile[] = [
  tnef('a header and nothing else', () => signature),
  tnef('an attribute of four gigabytes', () => Buffer.concat([signature, attribute(0x0006800f, 0xffffffff, 'x')])),
  tnef('a negative length', () => Buffer.concat([signature, attribute(0x0006800f, 0x80000000, 'x')])),
  tnef('300,000 empty attributes', () =>
    Buffer.concat([signature, ...Array<Buffer>(300_000).fill(attribute(0x00069002, 0, ''))]),
  ),
  tnef('four billion properties', () =>
    Buffer.concat([signature, attribute(0x00069005, 8, Buffer.from('ffffffff1f000130', 'hex').toString('latin1'))]),
  ),
  tnef('itself inside itself', () => inItself(60)),
];

function attribute(id: number, length: number, content: string): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(2, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(length, 5);
  const body = Buffer.from(content, 'latin1');
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(body.reduce((total, each) => total + each, 0) & 0xffff);
  return Buffer.concat([head, body, sum]);
}

/** An attachment (attAttachRenddata, then attAttachData) that holds another, and so on. */
function inItself(depth: number): Buffer {
  const inner = depth === 0 ? Buffer.from('Rien.') : inItself(depth - 1);
  return Buffer.concat([
    signature,
    attribute(0x00069002, 14, '\0'.repeat(14)),
    attribute(0x0006800f, inner.length, inner.toString('latin1')),
  ]);
}
