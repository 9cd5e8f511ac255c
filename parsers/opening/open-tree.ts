import type { DocumentNote, UnreadableReason } from '../../worker/domain/submission.ts';
import { fileType, type FileType } from '../file-type.ts';
import { limits } from '../limits.ts';
import type { OpenedMessage, Part } from '../message.ts';

/**
 * One thing found in a mail, in the order in which a person would meet them: a container comes before what it holds,
 * and paths (`2`, `2.1`) show what lies in what.
 */
export type Opening =
  | { readonly kind: 'file'; readonly part: Part; readonly type: FileType }
  /** A mail inside the mail; its own files follow it. */
  | { readonly kind: 'mail'; readonly part: Part; readonly type: FileType; readonly mail: OpenedMessage }
  /** An archive, a winmail.dat, a signed envelope: opened, its files follow it. */
  | {
      readonly kind: 'container';
      readonly part: Part;
      readonly type: FileType;
      readonly notes: readonly DocumentNote[];
    }
  | { readonly kind: 'refused'; readonly part: Part; readonly type: FileType; readonly reason: UnreadableReason };

/** Opens whatever holds files, as deep as the caps allow. Never rejects: what cannot be opened is `refused`. */
export async function openTree(mail: OpenedMessage): Promise<Opening[]> {
  const found: Opening[] = [];
  for (const [index, part] of mail.parts.entries()) {
    const type = await fileType(part.bytes, part.declaredType);
    const tooMuch = index >= limits.parts || part.bytes.length > limits.partBytes;
    found.push(tooMuch ? { kind: 'refused', part, type, reason: 'tooLarge' } : { kind: 'file', part, type });
  }
  return found;
}
