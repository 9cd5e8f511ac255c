import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Connection } from './open.ts';
import type { LetterState } from './outbox.ts';

/** How the work stands, in numbers: nothing of it names anybody. */
export interface Figures {
  readonly letters: Partial<Record<LetterState, number>>;
  /** Since when the oldest letter that should go out by itself waits. */
  readonly oldestUnsent: Instant | undefined;
  /** Letters that only a person can bring further, of cases that are not over. */
  readonly lettersForStaff: number;
  readonly quarantined: number;
  /** Cases whose silence becomes a refusal by a day. */
  readonly refusalsNear: number;
  /** Cases whose refusal was born, and that nobody has decided. */
  readonly refusalsBorn: number;
  /** Requests for information whose last day comes by then. */
  readonly answersDue: number;
  /** Cases to which the calendar brought something before today that was not applied. */
  readonly calendarLate: number;
}

/** Counts for the health of the service. */
export function figures(db: Connection) {
  const letters = db.prepare<[], { state: LetterState; n: number }>(
    'SELECT state, count(*) AS n FROM outbox GROUP BY state',
  );
  const counts = db.prepare<
    { today: string; until: string },
    Omit<Figures, 'letters' | 'oldestUnsent'> & { oldestUnsent: string | null }
  >(`
    SELECT
      (SELECT min(queued_at) FROM outbox WHERE state IN ('queued', 'deferred', 'sending', 'uncertain')
         AND due_at IS NOT NULL) AS oldestUnsent,
      (SELECT count(*) FROM outbox JOIN cases ON reference = case_reference
         WHERE outbox.state IN ('rejected', 'abandoned', 'uncertain') AND due_at IS NULL
           AND cases.state != 'closed') AS lettersForStaff,
      (SELECT count(*) FROM messages WHERE disposition = 'quarantined') AS quarantined,
      (SELECT count(*) FROM cases WHERE implicit_refusal_on <= @until AND state NOT IN ('closed', 'refusalBorn'))
        AS refusalsNear,
      (SELECT count(*) FROM cases WHERE state = 'refusalBorn') AS refusalsBorn,
      (SELECT count(*) FROM cases WHERE state = 'awaitingApplicant' AND limit_on <= @until) AS answersDue,
      (SELECT count(*) FROM cases WHERE next_day < @today) AS calendarLate`);
  /** As they stand today; what comes by `until` is near. */
  return (today: CivilDate, until: CivilDate): Figures => {
    const row = counts.get({ today, until });
    if (row === undefined) throw new Error('a count without a row');
    return {
      ...row,
      oldestUnsent: (row.oldestUnsent ?? undefined) as Instant | undefined,
      letters: Object.fromEntries(letters.all().map(({ state, n }) => [state, n])),
    };
  };
}
