import type { MemorySample } from './memory-over-time.ts';

const [WIDTH, HEIGHT, MARGIN] = [800, 300, 50];

/** The samples as a picture: mails to the right, MiB upwards from nothing. */
export function memoryPlot(samples: readonly MemorySample[]): string {
  const mails = Math.max(1, ...samples.map((each) => each.mails));
  const megabytes = Math.max(1, ...samples.map((each) => each.megabytes));
  const right = (value: number) => MARGIN + (value / mails) * (WIDTH - 2 * MARGIN);
  const up = (value: number) => HEIGHT - MARGIN - (value / megabytes) * (HEIGHT - 2 * MARGIN);
  const points = samples.map((each) => `${right(each.mails).toFixed(1)},${up(each.megabytes).toFixed(1)}`);
  const axes = `M${right(0)} ${up(megabytes)}V${up(0)}H${right(mails)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<path d="${axes}" fill="none" stroke="black"/>
<polyline points="${points.join(' ')}" fill="none" stroke="#1f5fa8" stroke-width="2"/>
<text x="${MARGIN}" y="${MARGIN - 10}">${megabytes.toFixed(0)} MiB, worker and readers together</text>
<text x="${WIDTH - MARGIN}" y="${HEIGHT - MARGIN + 20}" text-anchor="end">${mails} mails</text>
</svg>
`;
}
