/** Draws that depend on a seed alone: the same seed gives the same corpus on every machine. */
export interface Chance {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  /** True with a probability of `percent` in a hundred. */
  happens(percent: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A copy in another order. */
  shuffled<T>(list: readonly T[]): T[];
  /** Bytes that no compression makes smaller, as those of a scan; none is 0xff, which marks a segment in a JPEG. */
  noise(length: number): Uint8Array;
}

/** Marsaglia's xorshift on 32 bits (2003): poor for secrets, plenty for test mails. */
export function seeded(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  const draw = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
  const between = (low: number, high: number) => low + (draw() % (high - low + 1));
  return {
    between,
    happens: (percent) => between(1, 100) <= percent,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    shuffled(list) {
      const keyed = list.map((each) => ({ each, key: draw() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
    },
    noise(length) {
      const words = Uint32Array.from({ length: Math.ceil(length / 4) }, draw);
      return new Uint8Array(words.buffer, 0, length).map((byte) => (byte === 0xff ? 0x7f : byte));
    },
  };
}
