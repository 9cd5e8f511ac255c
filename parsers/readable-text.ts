import { compile } from 'html-to-text';
import { limits } from './limits.ts';
import type { MimeNode } from './mime-parser.ts';

/** A plain text shorter than this may be a stub (« votre logiciel n’affiche pas le HTML »). */
const STUB = 400;

/**
 * The text of a mail as its reader sees it: the texts of a mixed or related multipart one after the other, of an
 * alternative the plain one, unless it is empty or a stub beside the HTML (RFC 2046 §5.1).
 */
export function readableText(tree: MimeNode | undefined): { text: string; isCut: boolean } {
  if (tree === undefined) return { text: '', isCut: false };
  const budget = { html: limits.htmlCharacters, isCut: false };
  const text = textOf(tree, budget);
  return { text: text.slice(0, limits.textCharacters), isCut: budget.isCut || text.length > limits.textCharacters };
}

/** Letters of HTML that may still be read, and whether there were more. */
interface Budget {
  html: number;
  isCut: boolean;
}

/** mailparser allows a thousand entities: so deep may this go, and no deeper. */
function textOf(node: MimeNode, budget: Budget): string {
  if (node.contentType === 'text/html') {
    const html = (node.textContent ?? '').slice(0, budget.html);
    budget.html -= html.length;
    budget.isCut ||= html.length < (node.textContent ?? '').length;
    return htmlToText(html);
  }
  if (node.textContent !== undefined) return node.textContent;
  if (node.contentType === 'multipart/alternative') return fullest(node.children, budget);
  const texts = node.children.map((each) => textOf(each, budget)).filter((each) => each.trim() !== '');
  return texts.join('\n');
}

function fullest(choices: readonly MimeNode[], budget: Budget): string {
  const isPlain = (node: MimeNode) => node.contentType === 'text/plain';
  const plain = choices.find((each) => isPlain(each) && (each.textContent ?? '').trim() !== '')?.textContent ?? '';
  if (plain.trim().length > STUB) return plain;
  const texts = choices.filter((each) => !isPlain(each)).map((each) => textOf(each, budget));
  const rich = texts.findLast((each) => each.trim() !== '') ?? '';
  return plain.trim() === '' || rich.trim().length > 2 * plain.trim().length ? rich : plain;
}

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: limits.htmlCharacters, maxChildNodes: limits.htmlNodes, maxDepth: limits.htmlDepth },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true } },
    { selector: 'table', format: 'dataTable' },
  ],
});

/** HTML as text, tables by their cells; beyond the caps it is cut. */
export function htmlToText(html: string): string {
  if (html.trim() === '') return '';
  return convert(flattened(html.slice(0, limits.htmlCharacters))).slice(0, limits.textCharacters);
}

/** Elements without an end, and those that the next of their kind ends: a run of them is no nesting. */
const shallow = /^(?:area|base|br|col|hr|img|input|link|meta|wbr|p|li|d[td]|option|t[rdh]|thead|tbody|tfoot)$/i;

/** What makes a cell several columns wide or rows high; of these, the small ones. */
const spans = /\b(?:col|row)span\b(\s*=\s*(["']?)\d\2(?=[\s/>]))?/gi;

/**
 * Takes the tags out, not the text, where elements lie too deep or are too many: parsing them is quadratic in their
 * depth, and laying tables out in their size.
 */
function flattened(html: string): string {
  let depth = 0;
  let tags = 0;
  let wide = 0;
  // A cell that says it is a thousand wide and high would be laid out as a million cells.
  const kept = (span: string, small?: string) => (small !== undefined && ++wide <= limits.htmlSpans ? span : 'span');
  return html.replace(/<(\/?)([a-z][a-z0-9:-]*)[^<>]*>/gi, (tag: string, end: string, name: string) => {
    tags += 1;
    if (tags > limits.htmlNodes) return '';
    if (shallow.test(name)) return tag.replace(spans, kept);
    const isTooDeep = depth > limits.htmlDepth;
    depth = end === '' ? depth + 1 : Math.max(0, depth - 1);
    return isTooDeep ? '' : tag;
  });
}
