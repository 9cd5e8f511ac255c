import type { Archive } from '../data/archive.ts';
import type { Register } from '../data/register/register.ts';
import type { Service } from '../templates/service.ts';
import type { Commits } from './commits.ts';
import type { Folders } from './config.ts';
import type { Instant, Mailbox } from './domain/message.ts';
import type { Log } from './log.ts';
import type { Outgoing } from './dispatch.ts';
import type { Pool } from './pool.ts';
import type { RuleSettings } from './rules/rule.ts';

/** What the configuration decides about answers. */
export interface Settings {
  readonly rules: RuleSettings;
  readonly folders: Folders;
  readonly daysToAnswer: number;
  readonly lettersPerDay: number;
  /** Address of each counter: its letters come from it. */
  readonly addresses: Readonly<Record<Mailbox, string>>;
  /** Where bounces go; each counter's own address when undefined. */
  readonly returnAddress: string | undefined;
  readonly services: Readonly<Record<Mailbox, Service>>;
}

/** What one mail is judged and written with: the part of the work that is synchronous and pure but for the register. */
export interface Desk {
  readonly settings: Settings;
  readonly register: Register;
  readonly now: () => Instant;
}

/** Everything the worker works with, wired once at the start. */
export interface Office extends Desk {
  readonly archive: Archive;
  readonly commits: Commits;
  readonly pool: Pool;
  readonly outgoing: Outgoing;
  /** Says that the work on a mailbox goes on. */
  readonly renew: (source: string) => void;
  readonly log: Log;
}
