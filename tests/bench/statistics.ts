/** The middle value, or the mean of the two in the middle; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return around.reduce((sum, each) => sum + each, 0) / Math.max(1, around.length);
}

/** Smallest, middle and largest value as text. */
export function spread(values: readonly number[], digits = 1): string {
  if (values.length === 0) return '–';
  return [Math.min(...values), median(values), Math.max(...values)].map((each) => each.toFixed(digits)).join(' – ');
}
