import type { FieldName } from '../../worker/domain/fields.ts';
import type { Choice, Item } from './form-description.ts';

/** What an item may say besides its label: small print, full tooltip, number of lines of its box. */
interface Details {
  readonly help?: string;
  readonly law?: string;
  readonly tooltip?: string;
  readonly lines?: number;
}

/** A box for text; `span` counts twelfths of the width, `name` is the AcroForm name. */
export function text<F extends FieldName>(
  field: F,
  name: string,
  span: number,
  label: string,
  details: Details = {},
): Item<F> {
  return { kind: 'text', field, name, span, label, ...details };
}

/** A box with suggestions, in which another text can be typed. */
export function dropDown<F extends FieldName>(
  field: F,
  name: string,
  span: number,
  label: string,
  options: readonly string[],
): Item<F> {
  return { kind: 'dropDown', field, name, span, label, options };
}

/** One answer out of several. */
export function radio<F extends FieldName>(
  field: F,
  name: string,
  span: number,
  label: string,
  choices: readonly Choice[],
  details: Details = {},
): Item<F> {
  return { kind: 'radio', field, name, span, label, choices, ...details };
}

/** One box to tick; `value` is what a tick means for its field. */
export function check<F extends FieldName>(
  field: F,
  value: string,
  name: string,
  span: number,
  label: string,
  details: Details = {},
): Item<F> {
  return { kind: 'check', field, value, name, span, label, ...details };
}

/** A place for a pen or a stamp: nothing to fill on screen. */
export function blank(span: number, label: string): Item<never> {
  return { kind: 'blank', span, label };
}
