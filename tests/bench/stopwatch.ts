/** One stage of the way of a mail; `within` names the stage that it is a part of. */
export interface Stage {
  readonly name: string;
  readonly within: string | undefined;
  readonly millisecondsPerMail: number;
  /** Processor time of the whole process meanwhile: more than the time itself where threads work side by side. */
  readonly cpuMillisecondsPerMail: number;
}

/** Adds up the time of pieces of work by name. */
export interface Stopwatch {
  time<T>(name: string, work: () => Promise<T> | T, within?: string): Promise<T>;
  /** In the order in which the stages first came. */
  told(): readonly Stage[];
}

/** Starts at nothing; times are told for each of so many mails. */
export function startStopwatch(mails: number): Stopwatch {
  const spent = new Map<string, Stage>();
  return {
    async time(name, work, within) {
      const since = performance.now();
      const cpuSince = process.cpuUsage();
      try {
        return await work();
      } finally {
        const before = spent.get(name);
        const { user, system } = process.cpuUsage(cpuSince);
        spent.set(name, {
          name,
          within,
          millisecondsPerMail: (before?.millisecondsPerMail ?? 0) + (performance.now() - since) / mails,
          cpuMillisecondsPerMail: (before?.cpuMillisecondsPerMail ?? 0) + (user + system) / 1000 / mails,
        });
      }
    },
    told: () => [...spent.values()],
  };
}
