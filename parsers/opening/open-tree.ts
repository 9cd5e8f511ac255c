import { createHash } from 'node:crypto';
import type { Sha256 } from '../../worker/domain/message.ts';
import type { DocumentNote, UnreadableReason } from '../../worker/domain/submission.ts';
import { fileType, type FileType } from '../file-type.ts';
import { limits } from '../limits.ts';
import { openMessage, safeFileName, type OpenedMessage, type Part } from '../message.ts';
import type { InnerFile, InnerMessage, Opened, Unreadable } from './opened.ts';
import { openOutlookMessage } from './outlook-message.ts';
import { isMimeEntity, openSigned } from './signed-message.ts';
import { openTnef } from './tnef.ts';
import { openZip } from './zip-archive.ts';

/**
 * One thing found in a mail, in the order in which a person would meet them: a container comes before what it holds,
 * and paths (`2`, `2.1`) show what lies in what.
 */
export type Opening =
  /** A PDF that holds files is one too; they follow it. */
  | { readonly kind: 'file'; readonly part: Part; readonly type: FileType; readonly notes?: readonly DocumentNote[] }
  /** A mail inside the mail; its own files follow it. */
  | {
      readonly kind: 'mail';
      readonly part: Part;
      readonly type: FileType;
      readonly mail: OpenedMessage;
      readonly notes: readonly DocumentNote[];
    }
  /** An archive, a winmail.dat, a signed envelope: opened, its files follow it. */
  | {
      readonly kind: 'container';
      readonly part: Part;
      readonly type: FileType;
      readonly notes: readonly DocumentNote[];
    }
  | { readonly kind: 'refused'; readonly part: Part; readonly type: FileType; readonly reason: UnreadableReason };

/** What the reading of the mail wants to know, or knows, of the opening. */
export interface Gate {
  /** Told before each container; false when the time of the mail is over. */
  readonly working?: (path: string) => boolean;
  /** Paths of containers that stopped an earlier try. */
  readonly skip?: readonly string[];
}

/** What grows, and what is left of the caps that count over the whole mail. */
interface Tree {
  readonly found: Opening[];
  readonly gate: Gate;
  parts: number;
  bytes: number;
}

/** What opens a kind of file; undefined when it turns out to be a plain file. */
type Opener = (part: Part) => Promise<Outcome> | Outcome;
type Outcome = Opened | Unreadable | undefined;

/** THE LIST of what is opened, by kind of file. */
const openers: { readonly [Kind in FileType['kind']]?: Opener } = {
  mail: openMail,
  outlookMail: ({ bytes }) => openOutlookMessage(bytes),
  tnef: ({ bytes }) => openTnef(bytes),
  signedMail: openEnvelope,
  archive: ({ bytes }) => openZip(bytes),
};

/** A message that an Outlook container keeps as properties. */
const attachedMessage: FileType = { kind: 'outlookMail', format: 'msg', name: 'message joint' };

/** Files of one container that are told by name though the mail holds too many to open them. */
const NAMED = 100;

/** Opens whatever holds files, as deep as the caps allow. Never rejects: what cannot be opened is `refused`. */
export async function openTree(mail: OpenedMessage, gate: Gate = {}): Promise<Opening[]> {
  // What a container holds must not push out what lies beside it.
  const reserved = Math.min(mail.parts.length, limits.parts);
  const tree: Tree = { found: [], gate, parts: limits.parts - reserved, bytes: limits.openedBytes };
  for (const [index, part] of mail.parts.entries()) {
    tree.parts = Math.max(0, tree.parts) + (index < reserved ? 1 : 0);
    await addFile(tree, part, 1);
  }
  return tree.found;
}

async function addFile(tree: Tree, part: Part, depth: number, holder?: FileType): Promise<void> {
  const type = await typeOf(part, holder);
  tree.parts -= 1;
  const open = openers[type.kind];
  const refusal = refused(tree, part, open && depth);
  if (refusal !== undefined) tree.found.push({ kind: 'refused', part, type, reason: refusal });
  else if (type.kind === 'pdf') await addPdf(tree, part, type, depth);
  else if (open === undefined) tree.found.push({ kind: 'file', part, type });
  else {
    const opened = await attempt(() => open(part));
    if (opened === undefined) tree.found.push({ kind: 'file', part, type: signature });
    else if ('unreadable' in opened) tree.found.push({ kind: 'refused', part, type, reason: opened.unreadable });
    else await addOpened(tree, { opened, part, type }, depth);
  }
}

/** Why a file is left closed, before anything looks inside; a container has a depth. */
function refused(
  { parts, gate }: Tree,
  { path, bytes }: Part,
  depth: number | undefined,
): UnreadableReason | undefined {
  if (parts < 0 || bytes.length > limits.partBytes || (depth ?? 0) >= limits.depth) return 'tooLarge';
  if (depth === undefined) return undefined;
  return gate.skip?.includes(path) || gate.working?.(path) === false ? 'tooHeavy' : undefined;
}

/** A signature that stands apart from what it signs. */
const signature: FileType = { kind: 'signature', format: 'p7s', name: 'signature électronique' };

/** A PDF is read itself, and the files in it follow. Too deep to open them, it may hold more than was read. */
async function addPdf(tree: Tree, part: Part, type: FileType, depth: number): Promise<void> {
  const { gate, found } = tree;
  const isLeft = gate.skip?.includes(part.path) === true || gate.working?.(part.path) === false;
  const { embeddedFiles } = await import('../pdf/embedded-files.ts');
  const { isPortfolio, files } = isLeft ? { isPortfolio: false, files: [] } : await embeddedFiles(part.bytes);
  if (files.length === 0) found.push({ kind: 'file', part, type });
  else if (depth >= limits.depth) found.push({ kind: 'file', part, type, notes: ['cutShort'] });
  else {
    const opened = { mail: undefined, document: true, notes: [], items: files } as const;
    await addOpened(tree, { opened, part, type: isPortfolio ? portfolio : type }, depth);
  }
}

/** Its pages only ask to open the files in it. */
const portfolio: FileType = { kind: 'pdf', format: 'pdf', name: 'porte-documents PDF' };

/** What programs read in a PDF whose pages say the same to people, as in an electronic invoice. */
const companion: FileType = { kind: 'companion', format: 'xml', name: 'données XML jointes à un PDF' };

/** The name of an attachment makes mailparser declare a mail; its bytes decide. */
async function typeOf({ bytes, declaredType }: Part, holder: FileType | undefined): Promise<FileType> {
  const type = await fileType(bytes, declaredType);
  if (type.format === 'xml' && holder?.kind === 'pdf' && holder !== portfolio) return companion;
  return type.kind === 'mail' && !isMimeEntity(bytes) ? fileType(bytes, '') : type;
}

/** Openers tell what they cannot open; one that throws all the same has met a file nobody thought of. */
async function attempt(open: () => Promise<Outcome> | Outcome): Promise<Outcome> {
  try {
    return await open();
  } catch {
    return { unreadable: 'corrupt' };
  }
}

interface Container {
  readonly opened: Opened;
  readonly part: Part;
  readonly type: FileType;
}

async function addOpened(tree: Tree, { opened, part, type }: Container, depth: number): Promise<void> {
  const { mail, items } = opened;
  const parts = mail?.parts ?? [];
  // So many files that not even their names are all told.
  const named = Math.max(0, tree.parts) + NAMED;
  const notes: readonly DocumentNote[] = items.length > named ? [...opened.notes, 'cutShort'] : opened.notes;
  if (mail !== undefined) tree.found.push({ kind: 'mail', part, type, mail, notes });
  else tree.found.push({ kind: opened.document ? 'file' : 'container', part, type, notes });
  for (const inner of parts) {
    tree.bytes -= inner.bytes.length;
    await addFile(tree, { ...inner, path: `${part.path}.${inner.path}` }, depth + 1);
  }
  for (const [index, item] of items.slice(0, named).entries()) {
    await addItem(tree, item, { part, type, path: `${part.path}.${index + 1}`, depth: depth + 1 });
  }
}

interface Where {
  /** The container. */
  readonly part: Part;
  readonly type: FileType;
  readonly path: string;
  readonly depth: number;
}

async function addItem(tree: Tree, item: InnerFile | InnerMessage, where: Where): Promise<void> {
  if ('open' in item) return addMessage(tree, item, where);
  const { name, declaredType, size } = item;
  const isTooLarge = tree.parts <= 0 || size > limits.partBytes || size > tree.bytes;
  const taken = isTooLarge ? ({ unreadable: 'tooLarge' } as const) : takeFrom(item);
  if (taken instanceof Uint8Array) {
    tree.bytes -= taken.length;
    return addFile(tree, partOf(where.path, { name, declaredType, bytes: taken }), where.depth, where.type);
  }
  tree.parts -= 1;
  const part = partOf(where.path, { name, declaredType, bytes: item.packed });
  const type = { kind: 'other', format: extensionOf(name), name: 'fichier non ouvert' } as const;
  tree.found.push({ kind: 'refused', part, type, reason: taken.unreadable });
}

function takeFrom(item: InnerFile): Uint8Array | Unreadable {
  try {
    return item.take();
  } catch {
    return { unreadable: 'corrupt' };
  }
}

/** It has no bytes: its identity is its place in its container. */
async function addMessage(tree: Tree, { name, open }: InnerMessage, { part, path, depth }: Where): Promise<void> {
  const inner = {
    ...partOf(path, { name, declaredType: '', bytes: new Uint8Array() }),
    sha256: digest(part.sha256, path),
  };
  tree.parts -= 1;
  const opened = tree.parts < 0 || depth >= limits.depth ? tooLarge : await attempt(open);
  if (opened === undefined || 'unreadable' in opened) {
    const reason = opened?.unreadable ?? 'corrupt';
    tree.found.push({ kind: 'refused', part: inner, type: attachedMessage, reason });
  } else {
    await addOpened(tree, { opened, part: inner, type: attachedMessage }, depth);
  }
}

const tooLarge: Unreadable = { unreadable: 'tooLarge' };

async function openMail({ bytes, sha256 }: Part): Promise<Opened> {
  return { mail: await openMessage(bytes, sha256), notes: [], items: [] };
}

/** A signed MIME entity is a mail without headers; where it holds no text, its files are all there is. */
async function openEnvelope({ bytes, file }: Part): Promise<Opened | Unreadable | undefined> {
  const opened = await openSigned(bytes, file);
  const [item] = opened === undefined || 'unreadable' in opened ? [] : opened.items;
  const content = item === undefined || 'open' in item ? undefined : item.take();
  if (!(content instanceof Uint8Array) || !isMimeEntity(content)) return opened;
  const mail = await openMessage(content, digest(content));
  return { mail, notes: ['electronicSignature'], items: [] };
}

function partOf(
  path: string,
  { name, declaredType, bytes }: { name: string; declaredType: string; bytes: Uint8Array },
) {
  return {
    path,
    file: safeFileName(name) || `pièce ${path}`,
    declaredType,
    embedded: false,
    bytes,
    sha256: digest(bytes),
  };
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function digest(...of: readonly (Uint8Array | string)[]): Sha256 {
  const hash = createHash('sha256');
  for (const each of of) hash.update(each);
  return hash.digest('hex') as Sha256;
}
