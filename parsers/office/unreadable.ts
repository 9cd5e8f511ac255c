import type { UnreadableReason } from '../../worker/domain/submission.ts';

/** Why an office text cannot be read. Thrown and caught within this room: it never leaves `readOfficeText`. */
export class Unreadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(reason);
    this.reason = reason;
  }
}
