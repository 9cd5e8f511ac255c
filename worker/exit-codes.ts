import { ConfigError } from './config.ts';
import { RegisterLost, TransportError } from './domain/ports.ts';
import { storageFault } from './storage-fault.ts';

/** How a run ended, for cron and systemd (sysexits.h, and codes of our own from 10). */
export const exitCodes = {
  done: 0,
  quarantined: 10,
  /** All reconciled; the calendar brought a case something that staff must see. */
  calendar: 11,
  /** `status` only: something needs a person. */
  attention: 12,
  internal: 70,
  /** What is kept is not what was written: `verify`, `replay` and `backup` name the row. */
  damaged: 65,
  unreachable: 69,
  again: 75,
  authentication: 77,
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code that an error calls for. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ConfigError) return exitCodes.configuration;
  if (error instanceof RegisterLost) return exitCodes.damaged;
  if (error instanceof TransportError) {
    if (error.fault === 'storage' || error.fault === 'machine') return exitCodes.again;
    return error.fault === 'authentication' ? exitCodes.authentication : exitCodes.unreachable;
  }
  return storageFault(error) === undefined ? exitCodes.internal : exitCodes.again;
}

/** Of several, the one that an administrator must see first. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  const order = [
    exitCodes.configuration,
    exitCodes.damaged,
    exitCodes.internal,
    exitCodes.authentication,
    exitCodes.unreachable,
    exitCodes.again,
    exitCodes.quarantined,
    exitCodes.calendar,
  ];
  return order.find((each) => codes.includes(each)) ?? exitCodes.done;
}
