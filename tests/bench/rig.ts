import { execFileSync, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDovecot } from '../servers/dovecot.ts';
import type { DelayProxy } from './delay-proxy.ts';
import { startDelayProxy } from './delay-proxy.ts';
import type { SinkMessage, SunkLetter } from './smtp-sink-process.ts';

/** Everything one run works with, used by nothing before it. */
export interface Rig {
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly user: string;
  readonly password: string;
  /** An empty folder of the run's own, on the disk of `cache`. */
  readonly directory: string;
  /** The letters that the outgoing server has. */
  sunk(): Promise<readonly SunkLetter[]>;
}

export interface RigOptions {
  readonly mails: readonly RigMail[];
  readonly cache: string;
  /** Round trip in milliseconds put in front of both servers; 0 for none. */
  readonly roundTrip: number;
}

export interface RigMail {
  readonly bytes: () => Promise<Uint8Array>;
  readonly receivedAt: Date;
}

/** Starts servers for one run, fills the mailbox, and takes all away afterwards. */
export async function withRig<T>({ mails, cache, roundTrip }: RigOptions, run: (rig: Rig) => Promise<T>): Promise<T> {
  const user = 'importation';
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const dovecot = await startDovecot({ tls: false });
    undo.push(() => dovecot.stop());
    const sink = await startSink();
    undo.push(() => sink.stop());
    await mkdir(cache, { recursive: true });
    const directory = await mkdtemp(join(cache, 'run-'));
    undo.push(() => rm(directory, { recursive: true, force: true }));
    const distant = async (port: number) => {
      if (roundTrip === 0) return port;
      const proxy: DelayProxy = await startDelayProxy(port, roundTrip / 2);
      undo.push(() => proxy.stop());
      return proxy.port;
    };
    const [imapPort, smtpPort] = [await distant(dovecot.port), await distant(sink.port)];
    for (const each of mails) await dovecot.deliver(user, await each.bytes(), each.receivedAt);
    // Else the first contender to flush its own few bytes would pay for the whole mailbox.
    execFileSync('sync');
    return await run({ imapPort, smtpPort, user, password: 'test', directory, sunk: () => sink.letters() });
  } finally {
    for (const each of undo.reverse()) await each();
  }
}

async function startSink() {
  const child = fork(join(import.meta.dirname, 'smtp-sink-process.js'));
  const answer = () =>
    new Promise<SinkMessage>((resolve, reject) => {
      const ended = () => reject(new Error('the SMTP sink has ended'));
      child.once('exit', ended).once('message', (message) => {
        child.off('exit', ended);
        resolve(message as SinkMessage);
      });
    });
  const first = await answer();
  return {
    port: 'port' in first ? first.port : 0,
    async letters(): Promise<readonly SunkLetter[]> {
      child.send('letters');
      const told = await answer();
      return 'letters' in told ? told.letters : [];
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
}
