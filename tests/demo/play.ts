import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { startSmtpSink } from '../servers/smtp-sink.ts';
import { demoConfig } from './demo-config.ts';
import { letterTo, type Played } from './played.ts';
import { letterFile, tell } from './tell.ts';

/**
 * Plays the real daemon on two mailboxes that are folders of .eml files and on a real SMTP server on loopback, with the
 * mails of `data/demo/`, then tells what became of each. Nothing leaves the machine; everything stays to be looked at
 * in `var/demo/`.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const place = join(root, 'var', 'demo');
const main = join(root, 'dist', 'worker', 'main.js');

/** The longest the daemon may take over all the mails before the demonstration says that something is wrong. */
const PATIENCE_SECONDS = 60;

await rm(place, { recursive: true, force: true });
await mkdir(place, { recursive: true });
const sink = await startSmtpSink({ security: 'none' });
const config = join(place, 'guichet.yaml');
await writeFile(config, demoConfig(place, sink.port));

const started = Date.now();
const daemon = spawn(process.execPath, [main, 'run', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
const log: Buffer[] = [];
daemon.stderr.on('data', (chunk: Buffer) => log.push(chunk));
const stopped = new Promise<number | null>((resolve) => daemon.on('exit', resolve));

try {
  const mails = await mailsToPlay();
  // Replies quote the Message-ID of a letter, so they are delivered once that letter has come.
  const [replies, first] = [mails.filter((each) => each.answers), mails.filter((each) => !each.answers)];
  for (const mail of first) await deliver(mail, mail.bytes);
  await settled();
  for (const reply of replies) {
    const letter = letterTo(
      sink.mails,
      first.find((each) => each.file.startsWith(reply.answers ?? '-')),
    );
    await deliver(
      reply,
      Buffer.from(reply.bytes.toString('latin1').replaceAll(/\{\{LETTER:\d+\}\}/g, letter), 'latin1'),
    );
  }
  await settled();
  daemon.kill('SIGTERM');
  await stopped;
  const letters = join(place, 'lettres');
  await mkdir(letters);
  for (const [index, mail] of sink.mails.entries()) {
    await writeFile(join(letters, letterFile(index)), mail.bytes);
  }
  const seconds = (Date.now() - started) / 1000;
  process.chdir(root);
  process.stdout.write(tell({ mails, letters: sink.mails, config, place: relative(root, place), seconds }));
} catch (error) {
  process.stderr.write(Buffer.concat(log).toString());
  throw error;
} finally {
  daemon.kill('SIGKILL');
  await sink.stop();
}

async function mailsToPlay(): Promise<Played[]> {
  const boxes = ['import', 'export'] as const;
  const all = await Promise.all(
    boxes.map(async (mailbox) => {
      const folder = join(root, 'data', 'demo', mailbox);
      const files = (await readdir(folder)).filter((file) => file.endsWith('.eml')).sort();
      return Promise.all(
        files.map(async (file) => {
          const bytes = await readFile(join(folder, file));
          const answers = /\{\{LETTER:(\d+)\}\}/.exec(bytes.toString('latin1'))?.[1];
          return { mailbox, file, bytes, answers };
        }),
      );
    }),
  );
  return all.flat();
}

/** As a mail server delivers: written aside, then renamed into the queue. */
async function deliver(mail: Played, bytes: Buffer): Promise<void> {
  const inbox = join(place, mail.mailbox, 'INBOX');
  await mkdir(inbox, { recursive: true });
  const aside = join(place, mail.mailbox, `.${mail.file}`);
  await writeFile(aside, bytes);
  await rename(aside, join(inbox, mail.file));
}

/** Both queues are empty, and no letter has come for a moment. */
async function settled(): Promise<void> {
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  let quiet = 0;
  let last = -1;
  while (quiet < 5) {
    if (Date.now() > end) throw new Error('the daemon did not finish in time');
    if (daemon.exitCode !== null) throw new Error('the daemon stopped by itself');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const waiting = await Promise.all(
      ['import', 'export'].map((box) => readdir(join(place, box, 'INBOX')).catch(() => [])),
    );
    quiet = waiting.flat().length === 0 && sink.mails.length === last ? quiet + 1 : 0;
    last = sink.mails.length;
  }
}
