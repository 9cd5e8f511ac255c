import type { Register } from '../data/register/register.ts';
import { noteOnCases } from './letter-cases.ts';
import type { Instant } from './domain/message.ts';
import type { Submission } from './domain/submission.ts';

/**
 * A mail that names one of our letters, or that is one, proves that the letter went out: those whose sending is in doubt
 * are settled by it. Our Message-IDs cannot be guessed. Runs inside the transaction of the mail.
 */
export function noteProof(submission: Submission, register: Register, at: Instant): void {
  for (const { messageId, told } of namedBy(submission)) {
    const letter = register.outbox.find(messageId);
    if (letter === undefined || letter.attempts === 0 || letter.state === 'accepted') continue;
    const reply = `prouvé par ${told}`;
    register.outbox.settle(messageId, { state: 'accepted', reply, proof: submission.message }, at);
    noteOnCases(letter, { kind: 'letterAccepted', at, messageId, letter: letter.kind, reply }, register);
  }
}

interface Named {
  readonly messageId: string;
  readonly told: string;
}

function namedBy({ headers, automatic }: Submission): Named[] {
  const { messageId, inReplyTo, references } = headers;
  const bounced = automatic?.kind === 'bounce' ? automatic.letter : undefined;
  const own = automatic?.kind === 'ownMail' ? messageId : undefined;
  const answered = [...new Set([...inReplyTo, ...references])].filter((each) => each !== bounced);
  return [
    ...(bounced === undefined ? [] : [{ messageId: bounced, told: 'un avis de non-distribution' }]),
    ...(own === undefined ? [] : [{ messageId: own, told: 'notre propre exemplaire' }]),
    ...answered.map((each) => ({ messageId: each, told: 'une réponse qui la cite' })),
  ];
}
