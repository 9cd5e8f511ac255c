import { child, descendants, elements, type Element } from './xml.ts';

/** Elements that only frame others: what lies in them is read as if they were not there. Deletions are not among them. */
export const transparent: ReadonlySet<string> = new Set([
  'w:ins',
  'w:moveTo',
  'w:hyperlink',
  'w:smartTag',
  'w:customXml',
  'w:fldSimple',
  'w:dir',
  'w:bdo',
  'w:sdtContent',
]);

/** What is read of contents that are written twice, for newer and for older readers (ECMA-376 part 3 §9.3). */
export function alternative(element: Element): Element | undefined {
  const [choice, fallback] = [child(element, 'mc:Choice'), child(element, 'mc:Fallback')];
  if (choice === undefined || fallback === undefined) return choice ?? fallback;
  const [isIn, isBelow] = [choice, fallback].map((each) => descendants(each, 'w:txbxContent').length > 0);
  return isBelow === true && isIn === false ? fallback : choice;
}

/** The text boxes in a drawing, old or new: what they hold is read like a body. */
export function textBoxes(drawing: Element): Element[] {
  return descendants(drawing, 'w:txbxContent');
}

/** Square points of the pictures in a drawing, the largest counts; 0 when it has none, 1 when their size is not told. */
export function pictureArea(drawing: Element): number {
  if (descendants(drawing, 'a:blip').length + descendants(drawing, 'v:imagedata').length === 0) return 0;
  const areas = descendants(drawing, 'wp:extent').map(
    ({ attributes }) => (Number(attributes['cx']) / EMU) * (Number(attributes['cy']) / EMU),
  );
  return Math.max(1, ...areas.filter(Number.isFinite));
}

/** English Metric Units in a point (ECMA-376 part 1 §20.1.2.1). */
const EMU = 12_700;

/** The letters of a text element; its line ends are spaces, as Word shows them. */
export function lettersOf({ children }: Element): string {
  return children
    .filter((each) => typeof each === 'string')
    .join('')
    .replace(/[\t\r\n]/g, ' ');
}

/** Rows of a table or cells of a row, with the control around each: controls and revisions may frame them. */
export function framed(
  parent: Element,
  name: string,
  control?: Element,
): { readonly element: Element; readonly control: Element | undefined }[] {
  return elements(parent).flatMap((each) => {
    if (each.name === name) return [{ element: each, control }];
    if (each.name === 'w:sdt') return framed(each, name, each);
    return transparent.has(each.name) ? framed(each, name, control) : [];
  });
}
