import { emptyBoxes, tickedBoxes } from '../../data/reference/choices.ts';

const ticked = new Set<string>([...tickedBoxes, '✕', '✖', '⊠', '⮽', '◉', '●', '\uf052', '\uf054']);
const empty = new Set<string>([...emptyBoxes, '❐', '❒', '❍', '○', '◯', '▢', '⬜', '\uf0a3']);

/** A box to tick as a text draws it: `☒`, `[x]`, `( )`. */
const drawn = new RegExp(
  `([${[...ticked, ...empty].join('')}]|\\[\\s?[xX✓✔]?\\s?\\]|\\(\\s?[xX✓✔]\\s?\\)|\\(\\s{1,2}\\))`,
  'u',
);

/** Signs that also serve as bullets: a tick only where empty boxes stand beside them. */
const bullets = new Set(['■', '●', '○', '□', '◯', '❍']);

/** A text cut around the boxes in it; undefined for `ticked` is text. */
export interface Cut {
  readonly text: string;
  /** Offset in the text that was cut. */
  readonly at: number;
  readonly ticked: boolean | undefined;
}

/** Cuts a text before and behind each box to tick that is drawn in it. */
export function cutAtMarks(text: string): Cut[] {
  let at = 0;
  return text
    .split(drawn)
    .map((part, index) => {
      const cut = { text: part, at, ticked: index % 2 === 1 ? isTicked(part) : undefined };
      at += part.length;
      return cut;
    })
    .filter((cut) => cut.text.trim() !== '');
}

/** Whether a box is one that texts also use as a bullet. */
export function isBullet(mark: string): boolean {
  return bullets.has(mark.trim());
}

function isTicked(mark: string): boolean {
  const sign = mark.replace(/[[\]()\s]/g, '');
  return ticked.has(sign) || /^[xX✓✔]$/.test(sign);
}
