import type { ApplicantCategory, DeclarationType, FieldName, Purpose, Scope } from '../../worker/domain/fields.ts';

/** A form as data: what is printed and which field of the domain each box feeds. One page, read downwards. */
export interface FormDescription<F extends FieldName> {
  readonly title: string;
  readonly subtitle: string;
  readonly notice: string;
  readonly sections: readonly Section<F>[];
  readonly footer: readonly string[];
}

/** A numbered block; `set apart` blocks are for the agency and carry no number. */
export interface Section<F extends FieldName> {
  readonly title: string;
  /** Article that asks for the items, printed small. */
  readonly law?: string;
  readonly hint?: string;
  readonly setApart?: boolean;
  readonly rows: readonly (readonly Item<F>[])[];
}

/** What an item of any kind has. `name` is the AcroForm name, `span` a number of twelfths of the width. */
export interface ItemBase {
  readonly name: string;
  /** Printed label; also the tooltip (/TU) unless `tooltip` says it in full. */
  readonly label: string;
  readonly tooltip?: string;
  readonly span: number;
  /** Article, printed small at the right of the label. */
  readonly law?: string;
  /** Help in a few words, printed small behind the label. */
  readonly help?: string;
}

/** One printed choice; `label` is also the value that the PDF field takes. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One box of a form. `blank` is drawn only: a place for a pen or a stamp. */
export type Item<F extends FieldName> =
  | (ItemBase & { readonly kind: 'text'; readonly field: F; readonly lines?: number })
  | (ItemBase & { readonly kind: 'dropDown'; readonly field: F; readonly options: readonly string[] })
  | (ItemBase & { readonly kind: 'radio'; readonly field: F; readonly choices: readonly Choice[] })
  | (ItemBase & { readonly kind: 'check'; readonly field: F; readonly value: string })
  | { readonly kind: 'blank'; readonly label: string; readonly span: number };

/** What a person enters for a field: text as typed, or the meaning of the boxes ticked. */
export type Entered<F extends FieldName> = F extends 'purpose'
  ? readonly Purpose[]
  : F extends 'scope'
    ? Scope
    : F extends 'applicantCategory'
      ? ApplicantCategory
      : F extends 'declarationType'
        ? DeclarationType
        : F extends 'originDiffers'
          ? boolean
          : string;

/** The values of a form by field; an absent one leaves its box empty. */
export type FormValues<F extends FieldName> = { readonly [K in F]?: Entered<K> };

/** A place on the page, in PDF points from the lower left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The items of a form, in reading order. */
export function items<F extends FieldName>(form: FormDescription<F>): readonly Item<F>[] {
  return form.sections.flatMap((section) => section.rows.flat());
}
