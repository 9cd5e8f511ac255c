import { SaxesParser } from 'saxes';
import { limits } from '../limits.ts';

/** An element of an XML text: its name without prefix, what is written in it, the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text; formatted text (XHTML) in it counts as its own, a line end behind each paragraph. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Open[];
}

/** Elements that are looked at. */
const MAX_ELEMENTS = 50_000;

/**
 * Reads an XML text as a tree; undefined when it is not well formed, too deep or too large, or declares a document type:
 * no form does, and entities are what bombs are made of.
 */
export function readXml(text: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: false });
  const root: Open = { name: '', attributes: {}, text: '', children: [] };
  const open: Open[] = [root];
  let formatted = 0;
  let count = 0;
  const write = (words: string) => {
    const element = open.at(-1);
    if (element !== undefined && element.text.length < limits.fieldCharacters) element.text += words;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a form declares no document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (formatted > 0 || isFormatted(attributes)) {
      formatted += 1;
      return;
    }
    if (open.length > limits.xmlDepth || count > MAX_ELEMENTS) throw new Error('the form is too deep or too large');
    const element = { name: name.replace(/^.*:/, ''), attributes, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', ({ name }) => {
    if (formatted === 0) open.pop();
    else formatted -= 1;
    if (formatted > 0 && /^(?:.*:)?(?:p|br)$/.test(name)) write('\n');
  });
  parser.on('text', write);
  parser.on('cdata', write);
  try {
    parser.write(text.replace(/^\ufeff/, '').trim()).close();
    return root.children[0];
  } catch {
    return undefined;
  }
}

function isFormatted(attributes: Readonly<Record<string, string>>): boolean {
  return Object.entries(attributes).some(([name, value]) => /^xmlns\b/.test(name) && value.endsWith('/xhtml'));
}
