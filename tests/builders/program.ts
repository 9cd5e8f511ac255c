import { fork, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const main = join(dist, 'worker', 'main.js');

/** A command to run. */
export interface Ran {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the compiled program in a process of its own, or of another program with its arguments. */
export function startProgram(wrapper: readonly string[], { args, env }: Ran): ChildProcessWithoutNullStreams {
  const [program = '', ...rest] = [...wrapper, process.execPath, main, ...args];
  return spawn(program, rest, { env });
}

/** Processes in which commands run one after the other, and those of them that have nothing to do. */
const runners = new Set<ChildProcess>();
const idle: ChildProcess[] = [];

/** Codes of commands that did all their work. */
const successes: ReadonlySet<number> = new Set([0, 10, 11, 12]);

/** More commands at one time start as they would alone. */
const MOST = 3;

/** Runs a command to its end. */
export async function runProgram(command: Ran): Promise<Ended> {
  const runner = idle.pop() ?? (runners.size < MOST ? startRunner() : undefined);
  return runner === undefined ? endOf(startProgram([], command)) : inRunner(runner, command);
}

/** What becomes of a command in a process of its own. */
export function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  return new Promise((resolve) => {
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function startRunner(): ChildProcess {
  const inside = join(dist, 'tests', 'builders', 'program-process.js');
  const runner = fork(inside, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  runners.add(runner);
  runner.once('exit', () => {
    runners.delete(runner);
    if (idle.includes(runner)) idle.splice(idle.indexOf(runner), 1);
  });
  return runner;
}

function inRunner(runner: ChildProcess, command: Ran): Promise<Ended> {
  return new Promise((resolve) => {
    let aside = '';
    const say = (chunk: Buffer) => (aside += chunk.toString());
    const died = (code: number | null) => resolve({ code, out: '', err: aside });
    runner.stderr?.on('data', say);
    runner.once('exit', died);
    runner.once('message', (message) => {
      runner.off('exit', died);
      runner.stderr?.off('data', say);
      const { code, out, err } = message as Ended;
      // What a command that failed had open goes with its process.
      if (code !== null && successes.has(code)) idle.push(runner);
      else runner.disconnect();
      resolve({ code, out, err: err + aside });
    });
    runner.send(command);
  });
}
