import type { DocumentNote, UnreadableReason } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { OpenedMessage } from '../message.ts';

/** Why something could not be opened. */
export interface Unreadable {
  readonly unreadable: UnreadableReason;
}

/** A file in a container. Its bytes are made when the caps allow it, not before. */
export interface InnerFile {
  /** As the container writes it: hostile. */
  readonly name: string;
  /** MIME type that the container tells, or empty. */
  readonly declaredType: string;
  /** Bytes as the container tells them: a claim. */
  readonly size: number;
  /** What stands for the file when it is refused: what lies in the container, or nothing. */
  readonly packed: Uint8Array;
  readonly take: () => Uint8Array | Unreadable;
}

/** A message kept in a container as properties, not as a file: it has no bytes of its own. */
export interface InnerMessage {
  readonly name: string;
  readonly open: () => Opened;
}

/**
 * What lies in an opened container. `mail` is there when it is itself a message; a `document` is read itself, besides the
 * files in it.
 */
export interface Opened {
  readonly mail: OpenedMessage | undefined;
  readonly document?: true;
  readonly notes: readonly DocumentNote[];
  readonly items: readonly (InnerFile | InnerMessage)[];
}

/** A file whose bytes lie open in the container. */
export function openFile(name: string, bytes: Uint8Array, declaredType = ''): InnerFile {
  return { name, declaredType, size: bytes.length, packed: bytes, take: () => bytes };
}

/** A message that no header tells of: what an Outlook container says of it. */
export function messageOf(told: {
  readonly from: OpenedMessage['headers']['from'];
  readonly subject: string;
  readonly text: string;
  readonly messageId?: string | undefined;
}): OpenedMessage {
  const { from, subject, text, messageId } = told;
  return {
    headers: {
      messageId,
      inReplyTo: [],
      references: [],
      from,
      replyTo: undefined,
      recipients: [],
      subject: subject.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 500),
    },
    header: () => undefined,
    trace: [],
    type: { value: '', params: {} },
    text: text.slice(0, limits.textCharacters),
    isCut: text.length > limits.textCharacters,
    parts: [],
  };
}
