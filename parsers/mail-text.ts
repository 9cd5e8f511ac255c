import { attachmentCues, transferHosts } from '../data/reference/mail-cues.ts';
import { fold } from '../worker/domain/fold.ts';

/** Lines that mail programs put above what they quote. */
const quoteHeads = [
  /^-{2,}\s*(message d['’]origine|original message|message transféré|forwarded message)\s*-{2,}/i,
  /^_{10,}$/,
  /^le .{5,120} a écrit\s*:$/i,
  /^on .{5,120} wrote:$/i,
];

/** `De :` and `Envoyé :` together head a quoted mail; alone they may be words of a request. */
const quotedHeader = /^(de|from)\s*:.+\n(?:.*\n){0,2}?(envoyé|sent|date)\s*:/i;

/**
 * What the author wrote in this mail: the lines above the quoted history, `>` lines left out. The numbers of the lines
 * kept are those of the whole text, so that a value's place can be found again.
 */
export function ownLines(text: string): { line: number; text: string }[] {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line, index) => beginsQuote(line.trim(), lines, index));
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter(({ text: line }) => !line.startsWith('>'));
}

/** Whether the text says that files come with it. */
export function announcesAttachments(text: string): boolean {
  const folded = ` ${fold(text)} `;
  return attachmentCues.some((cue) => folded.includes(` ${cue} `));
}

/** Hosts of file transfer services that the text links to. */
export function transferLinks(text: string): string[] {
  const hosts = [...text.matchAll(/https?:\/\/([a-z0-9.-]{4,200})/gi)].map(([, host]) => (host ?? '').toLowerCase());
  const known = hosts.filter((host) => transferHosts.some((each) => host === each || host.endsWith(`.${each}`)));
  return [...new Set(known)];
}

function beginsQuote(line: string, lines: readonly string[], index: number): boolean {
  if (line.length > 300) return false;
  if (quoteHeads.some((head) => head.test(line))) return true;
  // Outlook breaks long « Le … a écrit : » heads over two lines.
  if (/^le .{5,120}$/i.test(line) && /a écrit\s*:$/i.test(lines[index + 1]?.trim() ?? '')) return true;
  return /^(de|from)\s*:/i.test(line) && quotedHeader.test(lines.slice(index, index + 5).join('\n'));
}
