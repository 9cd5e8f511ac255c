import { crashPoint } from './crash-point.ts';
import type { Office } from './desk.ts';
import { markOf, type Tray } from './domain/tray.ts';
import { QUEUE, type MailSource, type Move } from './domain/ports.ts';

/** Moves mails to their folders in sets, beside the reading. */
export interface Filing {
  /** Takes note of a mail to move. */
  add(move: Move): void;
  /** Resolves with the number of mails still to file once every set was tried. Rejects if the source failed. */
  drain(): Promise<number>;
}

/** A set leaves at this size, or when the queue is drained: a command a mail costs a round trip a mail. */
const SET = 50;

/** Filing for one pass over a source. A move that is not verified is tried again at the next pass. */
export function startFiling(source: MailSource, validity: string, office: Office): Filing {
  let waiting: Move[] = [];
  let left = 0;
  let work: Promise<void> = Promise.resolve();

  const flush = () => {
    const moves = waiting;
    waiting = [];
    if (moves.length > 0) work = work.then(() => file(moves));
    work.catch(() => undefined); // told by drain()
  };

  const file = async (moves: readonly Move[]) => {
    crashPoint('mails to file');
    const done = await source.move(
      moves.map((each) => ({ ...each, mark: { ...markOf(trayIn(each.folder, office)), isFirst: true } })),
      QUEUE,
      validity,
    );
    crashPoint('mails filed, not told');
    left += moves.length - done.length;
    await office.commits.add(() => {
      const { whereabouts } = office.register;
      for (const { uid, folder, arrived } of done) {
        const from = { source: source.name, folder: QUEUE, validity, uid };
        const message = whereabouts.messageAt(from);
        whereabouts.moved(from);
        // Without its new number it will be recognised when its folder is gone through.
        if (message !== undefined && arrived !== undefined)
          whereabouts.locate({ source: source.filedBy, folder, ...arrived }, message);
      }
    });
    crashPoint('filing told');
  };

  return {
    add: (move) => {
      waiting.push(move);
      if (waiting.length >= SET) flush();
    },
    drain: async () => {
      flush();
      await work;
      return left;
    },
  };
}

/** The tray that bears the name of a folder; the first, should two bear it. */
export function trayIn(folder: string, { settings }: Office): Tray {
  const trays = Object.keys(settings.folders) as Tray[];
  return trays.find((each) => settings.folders[each] === folder) ?? 'staffReview';
}
