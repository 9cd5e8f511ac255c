import { limits } from '../limits.ts';
import type { Entry, FieldHead } from './flow.ts';

/** Collects the values of fields while the text that they lie in is read. */
export interface FieldRecorder {
  /** Text from here on is the field's. Without a head, it is nobody's: it frames a part of the form. */
  open(head: FieldHead | undefined): void;
  write(text: string): void;
  close(): void;
  /** A field whose value is told by its properties. */
  add(head: FieldHead, value: string): void;
  /** The fields begun since they were last taken. They may not be closed yet. */
  take(): Entry[];
}

/** A field that holds fields, or a table, frames a part of the form: its text is no value. */
export function fieldRecorder(): FieldRecorder {
  const open: Entry[] = [];
  let fresh: Entry[] = [];
  const begin = (entry: Entry) => {
    const outer = open.at(-1);
    if (outer !== undefined) outer.head = undefined;
    if (entry.head !== undefined) fresh.push(entry);
    return entry;
  };
  return {
    open: (head) => void open.push(begin({ head, value: '' })),
    write: (text) => {
      const top = open.at(-1);
      if (top === undefined || top.value.length >= limits.fieldCharacters) return;
      top.value = (top.value + text).slice(0, limits.fieldCharacters);
    },
    close: () => void open.pop(),
    add: (head, value) => void begin({ head, value }),
    take: () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}

/** A box to tick as a form has it: ticked or off. */
export function tickValue(ticked: boolean): string {
  return ticked ? 'Oui' : 'Off';
}
