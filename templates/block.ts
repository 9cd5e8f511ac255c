/** A letter is written once, as blocks, and rendered as text and as HTML: the two can never say different things. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** `details` are lines under the item: its article, how to cure it. */
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly ListItem[] }
  /** Lines that stay lines: a postal address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

export interface ListItem {
  readonly text: string;
  readonly details: readonly string[];
}

const WIDTH = 76;

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const lines = (...all: string[]): Block => ({ kind: 'lines', lines: all });
export const list = (items: readonly ListItem[], numbered = false): Block => ({ kind: 'list', numbered, items });

/** Plain text, complete by itself, wrapped for any mail program. */
export function toText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n') + '\n';
}

/** Simple HTML without image, script or outside reference; every text is escaped. */
export function toHtml(blocks: readonly Block[], title: string): string {
  return `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family:Arial,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;max-width:44em">
${blocks.map(blockHtml).join('\n')}
</body></html>
`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text.toLocaleUpperCase('fr')}\n${'-'.repeat(Math.min(block.text.length, WIDTH))}`;
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
    case 'heading':
      return `<h2 style="font-size:17px;margin:1.4em 0 .4em">${escape(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
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

function itemHtml(item: ListItem): string {
  const details = item.details.map((each) => `<br><span style="color:#444">${escape(each)}</span>`).join('');
  return `<li style="margin-bottom:.5em">${escape(item.text)}${details}</li>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');
}
