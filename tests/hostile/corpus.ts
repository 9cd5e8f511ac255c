import { hostileArchives } from './archives.ts';
import { disguises } from './disguises.ts';
import type { HostileFile, HostileMail } from './hostile-file.ts';
import { hostileMails } from './mails.ts';
import { hostilePdfs } from './pdfs.ts';
import { hostilePictures } from './pictures.ts';
import { hostileWorkbooks } from './workbooks.ts';
import { xmlBombs } from './xml-bombs.ts';

/** Everything that is known to harm a reader of mails; `listener` is an address that nothing may call. */
export function hostileCorpus(listener: string): readonly (HostileFile | HostileMail)[] {
  return [
    ...hostileArchives,
    ...hostileWorkbooks,
    ...xmlBombs,
    ...hostilePdfs,
    ...hostilePictures,
    ...disguises(listener),
    ...hostileMails,
  ];
}
