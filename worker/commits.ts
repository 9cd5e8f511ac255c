/** Runs pieces of work inside shared transactions: whatever comes while the last one rests commits together. */
export interface Commits {
  /** Resolves with the work's result once it is durable. A piece that throws undoes only itself. */
  add<T>(work: () => T): Promise<T>;
}

interface Piece {
  /** Runs the work; the returned function settles its promise, after the commit. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/** Milliseconds between two transactions: in a crowd the next one serves several mails. */
const REST = 40;

/** One disk flush then serves many messages; after a rest, a piece waits for nothing (SQLite, synchronous FULL). */
export function groupCommits(transaction: <T>(work: () => T) => T): Commits {
  let waiting: Piece[] = [];
  let rested = 0;

  const flush = () => {
    const pieces = waiting;
    waiting = [];
    try {
      const settle = transaction(() => pieces.map((piece) => attempt(piece, transaction)));
      for (const each of settle) each();
    } catch (error) {
      for (const piece of pieces) piece.fail(error);
    }
    rested = performance.now() + REST;
  };

  const arrange = () => {
    const wait = rested - performance.now();
    if (wait > 0) setTimeout(flush, wait);
    else setImmediate(flush);
  };

  return {
    add: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) arrange();
        waiting.push({
          fail: reject,
          run: () => {
            const result = work();
            return () => resolve(result);
          },
        });
      }),
  };
}

function attempt(piece: Piece, transaction: <T>(work: () => T) => T): () => void {
  try {
    return transaction(piece.run);
  } catch (error) {
    return () => piece.fail(error);
  }
}
