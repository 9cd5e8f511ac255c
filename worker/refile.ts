import { crashPoint } from './crash-point.ts';
import type { Office } from './desk.ts';
import type { MailSource } from './domain/ports.ts';
import { markOf } from './domain/tray.ts';

/** Moves the mails whose case has changed to where they belong now; returns how many could not be moved. */
export async function refile(source: MailSource, { register, settings, commits }: Office): Promise<number> {
  const { whereabouts } = register;
  const due = whereabouts.unfiled(source.name);
  const misplaced = due.filter(({ folder, tray }) => settings.folders[tray] !== folder);
  const settled = due.filter((each) => !misplaced.includes(each));
  // A case may change while its mail is being moved: then the mail is to be moved again.
  const settle = (message: number, folder: string) => {
    if (settings.folders[whereabouts.trayOf(message)] === folder) whereabouts.filed(message);
  };
  if (settled.length > 0) await commits.add(() => settled.forEach((each) => settle(each.message, each.folder)));
  let left = misplaced.length;
  for (const from of new Set(misplaced.map((each) => each.folder))) {
    const here = misplaced.filter((each) => each.folder === from);
    crashPoint('mails to file anew');
    const moved = await source.move(
      here.map(({ uid, tray }) => ({ uid, folder: settings.folders[tray], mark: markOf(tray) })),
      from,
      here[0]?.validity,
    );
    crashPoint('mails filed anew, not told');
    left -= moved.length;
    await commits.add(() => {
      for (const { uid, folder, arrived } of moved) {
        const was = here.find((each) => each.uid === uid);
        if (was === undefined) continue;
        whereabouts.moved(was);
        if (arrived !== undefined) whereabouts.locate({ source: source.filedBy, folder, ...arrived }, was.message);
        settle(was.message, folder);
      }
    });
    crashPoint('new filing told');
  }
  return left;
}
