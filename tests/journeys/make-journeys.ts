import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { buildMail } from '../builders/mail.ts';
import { answers } from './plots/answers.ts';
import { calendar } from './plots/calendar.ts';
import { neighbours } from './plots/neighbours.ts';
import type { Journey } from './plots/plot.ts';
import { requests } from './plots/requests.ts';
import { senders } from './plots/senders.ts';
import { staff } from './plots/staff.ts';

/** Writes every journey's folder anew: `node dist/tests/journeys/make-journeys.js`, then `UPDATE=1` on the test. */
const root = join(process.cwd(), 'tests/journeys/mails');

const all = [await requests(), await answers(), calendar(), await senders(), staff(), neighbours()];

for (const journey of all.flat()) {
  write(journey);
}

function write({ name, about, steps }: Journey): void {
  const folder = join(root, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const told = steps.map((step, index) => {
    if (!('mail' in step)) return step;
    const { mail, ...rest } = step;
    const file = `${index + 1}.eml`;
    writeFileSync(join(folder, file), Buffer.isBuffer(mail) ? mail : buildMail(mail));
    return { ...rest, mail: file };
  });
  writeFileSync(join(folder, 'journey.yaml'), stringify({ about, steps: told }));
}
