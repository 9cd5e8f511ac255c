import { fold } from '../worker/domain/fold.ts';
import type { MailAddress } from '../worker/domain/message.ts';

/** A line of a text, with its number in the whole of it, from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/**
 * Where a mail program begins to quote a mail: what it says of its author and subject, and the first of its lines.
 * `either` heads both answers and forwards: Outlook's blocks and « Message d’origine ».
 */
export interface Quote {
  readonly kind: 'forward' | 'reply' | 'either';
  /** Index of the line of the head among those given, and of the first line quoted. */
  readonly head: number;
  readonly body: number;
  readonly from: MailAddress | undefined;
  readonly subject: string;
}

/** Folded words between hyphens (`-------- Message transféré --------`), by mail program and language. */
const forwardSeparators =
  /^(?:(?:message|courriel|courrier|mail|e mail) (?:transfere|transmis|reexpedie|reachemine)|forwarded (?:message|mail)|weitergeleitete nachricht|mensaje reenviado|messaggio inoltrato)(?: |$)|^(?:transfere|reachemine|reexpedie|forwarded) (?:par|by) /;
const originalSeparators =
  /^(?:message (?:d origine|original|initial)|original message|(?:ursprungliche|original) nachricht|mensaje original)$/;

/** Folded words that Apple programs write, with a colon: « Début du message réexpédié : ». */
const appleIntroductions =
  /^(?:debut du (?:message|courriel) (?:transfere|reexpedie)|begin forwarded message|message transfere)$/;

/** Labels of the lines that head a quoted mail, folded. */
const labels: Readonly<Record<string, 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other'>> = {
  ...labelled('from', ['de', 'from', 'von', 'da', 'expediteur', 'emetteur']),
  ...labelled('date', ['envoye', 'envoye le', 'date', 'sent', 'gesendet', 'datum', 'enviado', 'inviato']),
  ...labelled('to', ['a', 'to', 'pour', 'an', 'para', 'destinataire', 'destinataires']),
  ...labelled('cc', ['cc', 'cci', 'bcc', 'copie', 'copie a', 'copie cachee', 'kopie']),
  ...labelled('subject', ['objet', 'sujet', 'subject', 'betreff', 'asunto', 'oggetto']),
  ...labelled('other', [
    'importance',
    'priorite',
    'priority',
    'repondre a',
    'reply to',
    'pieces jointes',
    'attachments',
  ]),
};

function labelled<Kind extends string>(kind: Kind, names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}

/** Lines that one block of heads may take: a long list of recipients is folded. */
const BLOCK = 40;

/** The first quote at or below the line of index `start`. Lines quoted with `>` are no heads. */
export function findQuote(lines: readonly TextLine[], start: number): Quote | undefined {
  for (let at = start; at < lines.length; at += 1) {
    const line = textAt(lines, at).trim();
    if (line === '' || line.length > 300 || line.startsWith('>')) continue;
    const kind = separatorKind(line);
    if (kind !== undefined) return { kind, head: at, ...blockAt(lines, at + 1, kind === 'forward') };
    const replyEnd = replyHeadEnd(lines, at, line);
    if (replyEnd !== undefined) {
      return {
        kind: 'reply',
        head: at,
        body: replyEnd,
        from: addressIn(`${line} ${textAt(lines, at + 1)}`),
        subject: '',
      };
    }
    if (labelAt(line)?.kind === 'from' && headsOf(lines, at).isWhole)
      return { kind: 'either', head: at, ...blockAt(lines, at, false) };
  }
  return undefined;
}

/** Whether a subject says that its mail hands another on, and does not answer it. */
export function isForward(subject: string): boolean {
  return /^\s*(?:\[[^\]]{1,40}\]\s*)*(?:tr|trans|fw|fwd|wg|rv|i)\s*:/i.test(subject);
}

function textAt(lines: readonly TextLine[], at: number): string {
  return lines[at]?.text ?? '';
}

function separatorKind(line: string): 'forward' | 'either' | undefined {
  const folded = fold(line);
  if (/:$/.test(line)) return appleIntroductions.test(folded) ? 'forward' : undefined;
  if (!/^[-_=*\s]*[-_]{2}/.test(line) || !/[-_]{2}[-_=*\s]*$/.test(line)) return undefined;
  if (forwardSeparators.test(folded)) return 'forward';
  return originalSeparators.test(folded) ? 'either' : undefined;
}

/** « Le … a écrit : », which Outlook and Gmail break over two lines: the index of the line behind it. */
function replyHeadEnd(lines: readonly TextLine[], at: number, line: string): number | undefined {
  if (!/^(?:le|on|am|el) .{5,}/i.test(line)) return undefined;
  const ends = /(?:a écrit|wrote|schrieb|escribió)(?: .{1,150})?\s*:$/i;
  if (ends.test(line)) return at + 1;
  const next = textAt(lines, at + 1).trim();
  return line.length <= 150 && next.length <= 150 && ends.test(` ${next}`) ? at + 2 : undefined;
}

/** The heads at `at`, if any, and where the text behind them begins. A block quoted with `>` heads a text so quoted. */
function blockAt(lines: readonly TextLine[], at: number, isQuoted: boolean): Pick<Quote, 'body' | 'from' | 'subject'> {
  const { heads, end } = headsOf(isQuoted ? lines.slice(at, at + BLOCK).map(unquoted) : lines, isQuoted ? 0 : at);
  const found = heads.size === 0 ? at : isQuoted ? at + end : end;
  return { body: found, from: addressIn(heads.get('from') ?? ''), subject: heads.get('subject')?.trim() ?? '' };
}

/** Takes one level of `>` off a line. */
export function unquoted({ line, text }: TextLine): TextLine {
  return { line, text: text.replace(/^> ?/, '') };
}

/** Head lines from `start` on, blank lines between them allowed. Three kinds of them make a block. */
function headsOf(lines: readonly TextLine[], start: number) {
  const heads = new Map<string, string>();
  let [end, last] = [start, ''];
  for (let at = start; at < Math.min(lines.length, start + BLOCK); at += 1) {
    const text = textAt(lines, at).trim();
    if (text === '') {
      last = '';
      continue;
    }
    const label = labelAt(text);
    if (label !== undefined && (label.kind === 'other' || !heads.has(label.kind))) {
      heads.set(label.kind, label.value);
      last = label.kind;
    } else if (last !== '' && goesOn(textAt(lines, at), last)) {
      heads.set(last, `${heads.get(last) ?? ''} ${text}`);
    } else break;
    end = at + 1;
  }
  return { heads, end, isWhole: heads.has('from') && heads.has('date') && heads.size >= 3 };
}

/** A head line; bold labels come with asterisks. */
function labelAt(line: string): { kind: string; value: string } | undefined {
  const [, label, value] = /^[*_]{0,2}([\p{L} -]{1,20}?)[*_]{0,2}\s*:[*_]{0,2}\s*(.*)$/u.exec(line) ?? [];
  const kind = label === undefined ? undefined : labels[fold(label)];
  return kind === undefined ? undefined : { kind, value: value ?? '' };
}

/** A list of recipients goes on over lines with addresses, a long subject over indented ones. */
function goesOn(line: string, last: string): boolean {
  if (/^\s/.test(line)) return true;
  return (
    (last === 'to' || last === 'cc' || last === 'from') && /@|;\s*$|^</.test(line) && !/^[^<@]{0,40}\s:/.test(line)
  );
}

/** The first address of a head, and the name before it. */
function addressIn(head: string): MailAddress | undefined {
  const found = /[^\s<>()[\]"':;,@]{1,64}@[^\s<>()[\]"':;,@]{1,250}/.exec(head.slice(0, 1000));
  if (found === null) return undefined;
  const name = head
    .slice(0, found.index)
    .replace(/(?:mailto:|[<>[\]()"'*]|\s)+/gi, ' ')
    .trim();
  return { address: found[0].replace(/\.$/, ''), name: /^(?:le|on) .{5,}/i.test(name) ? '' : name.slice(0, 200) };
}
