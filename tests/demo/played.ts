import type { SinkMail } from '../servers/smtp-sink.ts';

/** One mail of the demonstration. */
export interface Played {
  readonly mailbox: 'import' | 'export';
  readonly file: string;
  readonly bytes: Buffer;
  /** Number of the mail whose answer this one replies to. */
  readonly answers: string | undefined;
}

/** The first header of a name, unfolded; empty when there is none. */
export function header(bytes: Buffer, name: string): string {
  const head = (bytes.toString('latin1').split(/\r?\n\r?\n/)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
}

/** The Message-ID of the letter that answered a mail. */
export function letterTo(letters: readonly SinkMail[], mail: Played | undefined): string {
  const asked = mail === undefined ? '' : header(mail.bytes, 'Message-ID');
  const letter = letters.find((each) => header(each.bytes, 'In-Reply-To') === asked && asked !== '');
  if (letter === undefined) throw new Error(`no letter answered ${mail?.file ?? 'an unknown mail'}`);
  return header(letter.bytes, 'Message-ID');
}
