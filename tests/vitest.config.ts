import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What tests, and the programs they start, leave behind lies in one folder, and goes with it. */
const leavings = mkdtempSync(join(tmpdir(), 'guichet-tests-'));
// Servers of the tests have users of their own.
chmodSync(leavings, 0o755);
process.env['TMPDIR'] = leavings;
process.on('exit', () => rmSync(leavings, { recursive: true, force: true }));

/** What takes more than a few seconds, the longest first: begun late, it would run on alone at the end. */
const long = [
  'hostile/',
  'journeys/',
  'faults/',
  'worker/journey.',
  'worker/trays.',
  'worker/drags.',
  'worker/imap-fetching.',
  'worker/commands',
  'worker/pool.',
  'worker/crash.',
  'worker/privacy.',
  'worker/office-converter.',
  'worker/status.',
  'worker/imap.',
  'corpus/',
  'parsers/ocr/',
  'parsers/real-mails.',
  'parsers/office/hostile',
];

/** The long ones in their order, then the others in any. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const place = ({ moduleId }: TestSpecification) => {
      const rank = long.findIndex((each) => moduleId.includes(`/tests/${each}`));
      const chance = createHash('sha256').update(`${seed} ${moduleId}`).digest('hex');
      return `${String(rank === -1 ? long.length : rank).padStart(2, '0')} ${chance}`;
    };
    return Promise.resolve([...files].sort((a, b) => (place(a) < place(b) ? -1 : 1)));
  }
}

/** Tests of functions on small things: they change nothing outside themselves, and leave no heap behind to slow the next. */
const pure = [
  'builders',
  'data',
  'parsers/documents',
  'parsers/french',
  'parsers/labelled',
  'templates',
  'worker/domain',
  'worker/rules',
].map((room) => `tests/${room}/**/*.test.ts`);

// Order and time zone are odd on purpose: nothing may depend on them.
const shuffle = { tests: true, files: false };
const common = { sequence: { shuffle }, env: { TZ: 'Pacific/Auckland' }, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    sequence: { shuffle, sequencer: LongestFirst },
    // Half of the tests wait for servers and processes: one more at a time than two processors, which would idle for a fifth.
    maxWorkers: 3,
    projects: [
      { test: { ...common, name: 'programs', include: ['tests/**/*.test.ts'], exclude: pure } },
      // One process for many files: loading the readers anew takes longer than most of these tests.
      { test: { ...common, name: 'functions', include: pure, isolate: false } },
    ],
  },
});
