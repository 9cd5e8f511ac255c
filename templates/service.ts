import type { Instant } from '../worker/domain/message.ts';

/** The service that signs: mandatory mentions of CRPA R112-11-1, from the configuration. */
export interface Service {
  readonly name: string;
  readonly postalAddress: string;
  readonly telephone: string;
  readonly email: string;
  /** Routes and times of recourse against an implicit refusal, as the agency's lawyers word them. */
  readonly recourse: string;
  readonly privacyNotice: string | undefined;
}

/** The mail that a letter answers. */
export interface Answered {
  readonly receivedAt: Instant;
  readonly subject: string;
}
