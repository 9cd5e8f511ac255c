/** Texts remembered at one time; hostile mails may hold millions of different ones. */
const MOST = 5_000;

/** A function of a text that works each answer out once: forms and tables repeat their labels from mail to mail. */
export function remember<T>(work: (text: string) => T): (text: string) => T {
  let known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    if (known.size >= MOST) known = new Map();
    const answer = work(text);
    known.set(text, answer);
    return answer;
  };
}
