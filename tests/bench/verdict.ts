/** What a contender made of one mail; `missing` holds the codes of the compared rules, sorted. */
export interface MailVerdict {
  /** In angle brackets. */
  readonly messageId: string;
  /**
   * `look`: some file cannot be read, a person must see what is missing. `letter`: no request, nothing is asked.
   */
  readonly outcome: 'complete' | 'incomplete' | 'look' | 'letter';
  readonly missing: readonly string[];
  /** Import operations read in the imputation table. */
  readonly operations: number;
}

/** The rules that both contenders apply: whether an item that law or agency ask for is in the mail. */
export const comparedRules: ReadonlySet<string> = new Set([
  'AI-01',
  'AI-02',
  'AI-03',
  'AI-04',
  'AI-05',
  'AI-06',
  'AI-08',
  'AI-10',
  'AI-11',
  'AI-12',
  'AI-15',
  'AI-16',
  'AI-18',
  'AI-19',
  'AI-20',
  'AI-22',
  'AI-26',
  'IM-10',
]);

/** What is missing from a mail whose only file nobody can read. */
export const missingFromScan: readonly string[] = [
  'AI-01',
  'AI-02',
  'AI-03',
  'AI-05',
  'AI-06',
  'AI-08',
  'AI-10',
  'AI-11',
  'AI-12',
  'AI-18',
  'AI-19',
  'AI-22',
  'AI-26',
  'IM-10',
];

/** A mail on which somebody is not of the generator's opinion. */
export interface Disagreement {
  readonly contender: string;
  readonly messageId: string;
  readonly expected: string;
  readonly found: string;
}

/** Every mail that a contender judged differently from what the generator put into it, lost or invented ones included. */
export function disagreements(
  contender: string,
  expected: readonly MailVerdict[],
  found: readonly MailVerdict[],
): Disagreement[] {
  const [wanted, given] = [byMail(expected), byMail(found)];
  return [...new Set([...wanted.keys(), ...given.keys()])].flatMap((messageId) => {
    const pair = { expected: wanted.get(messageId) ?? 'no such mail', found: given.get(messageId) ?? 'nothing' };
    return pair.expected === pair.found ? [] : [{ contender, messageId, ...pair }];
  });
}

function byMail(verdicts: readonly MailVerdict[]): Map<string, string> {
  return new Map(verdicts.map((each) => [each.messageId, inWords(each)]));
}

function inWords({ outcome, missing, operations }: MailVerdict): string {
  return `${outcome}, ${operations} operations, missing: ${missing.join(' ') || 'nothing'}`;
}
