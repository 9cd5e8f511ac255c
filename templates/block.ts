/** A letter is written once, as blocks, and rendered as text and as HTML: the two can never say different things. */
export type Block =
  /** What the letter is, above all else. */
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly language?: Courtesy | undefined }
  | { readonly kind: 'paragraph'; readonly text: string; readonly language?: Courtesy | undefined }
  /** `details` are lines under the item: its article, how to cure it. */
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly ListItem[] }
  /** Lines that stay lines: a postal address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

/** The language of what stands beside the French text; French is said of the whole letter. */
export type Courtesy = 'en';

export interface ListItem {
  readonly text: string;
  readonly details: readonly string[];
}

const WIDTH = 76;

export const title = (text: string): Block => ({ kind: 'title', text: spaced(text) });
export const heading = (text: string, language?: Courtesy): Block => ({
  kind: 'heading',
  text: spaced(text),
  language,
});
export const paragraph = (text: string, language?: Courtesy): Block => ({
  kind: 'paragraph',
  text: spaced(text),
  language,
});
export const lines = (...all: string[]): Block => ({ kind: 'lines', lines: all.map(spaced) });
export const list = (items: readonly ListItem[], numbered = false): Block => ({
  kind: 'list',
  numbered,
  items: items.map(({ text, details }) => ({ text: spaced(text), details: details.map(spaced) })),
});

/** Plain text, complete by itself, wrapped for any mail program. */
export function toText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n') + '\n';
}

/** Simple HTML without image, script or outside reference; every text is escaped. */
export function toHtml(blocks: readonly Block[], subject: string): string {
  return `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject)}</title></head>
<body style="font-family:Arial,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;max-width:44em;overflow-wrap:anywhere">
${blocks.map(blockHtml).join('\n')}
</body></html>
`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'title':
      return underlined(block.text, '=');
    case 'heading':
      return underlined(block.text, '-');
    case 'paragraph':
      return wrap(block.text, '', '');
    case 'lines':
      return block.lines.map((line) => wrap(line, '  ', '    ')).join('\n');
    case 'list':
      return block.items.map((item, index) => itemText(item, block.numbered ? `${index + 1}. ` : '- ')).join('\n');
    default:
      return block satisfies never;
  }
}

function underlined(text: string, sign: string): string {
  return `${wrap(text.toLocaleUpperCase('fr'), '', '')}\n${sign.repeat(Math.min(text.length, WIDTH))}`;
}

function itemText(item: ListItem, mark: string): string {
  const indent = ' '.repeat(mark.length);
  return [wrap(item.text, mark, indent), ...item.details.map((each) => wrap(each, indent, indent))].join('\n');
}

/** Breaks at ordinary spaces only: a date or a number held by non-breaking spaces stays in one piece. */
function wrap(text: string, first: string, next: string): string {
  const out: string[] = [];
  let line = first;
  for (const word of text.split(/[ \n]+/)) {
    const empty = line.trim() === '' || line === first;
    if (!empty && line.length + 1 + word.length > WIDTH) {
      out.push(line);
      line = next + word;
    } else line += empty ? word : ` ${word}`;
  }
  return [...out, line].join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1 style="font-size:20px;margin:0 0 1em">${escape(block.text)}</h1>`;
    case 'heading':
      return `<h2${inLanguage(block)} style="font-size:17px;margin:1.4em 0 .4em">${escape(block.text)}</h2>`;
    case 'paragraph':
      return `<p${inLanguage(block)}>${escape(block.text)}</p>`;
    case 'lines':
      return `<p style="margin-left:1em">${block.lines.map(escape).join('<br>')}</p>`;
    case 'list': {
      const tag = block.numbered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map(itemHtml).join('')}</${tag}>`;
    }
    default:
      return block satisfies never;
  }
}

/** Screen readers change voice where the language does. */
function inLanguage({ language }: { readonly language?: Courtesy | undefined }): string {
  return language === undefined ? '' : ` lang="${language}"`;
}

function itemHtml(item: ListItem): string {
  const details = item.details.map((each) => `<br><span style="color:#444">${escape(each)}</span>`).join('');
  return `<li style="margin-bottom:.5em">${escape(item.text)}${details}</li>`;
}

/** French spaces, whoever wrote the text (a rule, the configuration, a person): no sign begins a line, no number is alone. */
function spaced(text: string): string {
  return text
    .replace(/ (?=[:;?!»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(^|[\s(])(n°|art\.|articles?) (?=[A-Z\d])/g, '$1$2\u00a0');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');
}
