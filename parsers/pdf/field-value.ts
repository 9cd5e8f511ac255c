import { PDFArray, PDFDict } from './library.ts';
import { stringText } from './pdf-strings.ts';
import { elements, entry, inherited } from './pages.ts';
import { limits } from '../limits.ts';

/** What is written in a text field, or chosen in a list: the words shown, several joined by « ; ». */
export function writtenValue(field: PDFDict, kind: 'text' | 'choice'): string {
  const value = inherited(field, 'V');
  if (kind === 'text') return stringText(value);
  const shown = shownOptions(field);
  const chosen = value instanceof PDFArray ? elements(value, limits.fields).map(stringText) : [stringText(value)];
  return chosen.map((each) => shown.get(each) ?? each).join(' ; ');
}

/** One box to tick of a check box or radio field. */
export interface Tick {
  /** Export value, or what /Opt calls it. */
  readonly choice: string;
  readonly ticked: boolean;
}

/**
 * The boxes of a field, in the order of `widgets`. Ticked is the one that the field's /V names, else the one whose
 * appearance /AS is on: programs that fill forms often set only one of the two.
 */
export function ticksOf(field: PDFDict, widgets: readonly PDFDict[]): Tick[] {
  const options = inherited(field, 'Opt');
  const names = options instanceof PDFArray ? elements(options, limits.fields).map(stringText) : [];
  const on = [inherited(field, 'V'), ...widgets.map((each) => entry(each, 'AS'))].map(stringText).find(isOn);
  const boxes = widgets.map((each, index) => {
    const state = onState(each, on);
    return { choice: names[index] ?? state, ticked: on !== undefined && (on === state || on === names[index]) };
  });
  if (on === undefined || boxes.some((each) => each.ticked)) return boxes;
  // Programs that fill forms write « Yes » whatever the box calls its ticked state.
  return boxes.map((each, index) => {
    return { ...each, ticked: boxes.length === 1 || isOn(stringText(entry(widgets[index], 'AS'))) };
  });
}

/** The name of a box's ticked look; a box without one takes the field's, as it can have no other. */
function onState(widget: PDFDict, on: string | undefined): string {
  const looks = entry(entry(widget, 'AP'), 'N');
  const states = looks instanceof PDFDict ? looks.keys().map(stringText).filter(isOn) : [];
  return states[0] ?? on ?? 'Yes';
}

function isOn(state: string): boolean {
  return state !== '' && state !== 'Off';
}

/** Options of a list: [stored value, words shown], or the same for both. */
function shownOptions(field: PDFDict): ReadonlyMap<string, string> {
  const options = inherited(field, 'Opt');
  if (!(options instanceof PDFArray)) return new Map();
  const pairs = elements(options, limits.fields).filter((each) => each instanceof PDFArray);
  return new Map(pairs.map((each) => [stringText(each.lookup(0)), stringText(each.lookup(1))]));
}
