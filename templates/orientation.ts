import { neighbouringProcedures } from '../data/reference/neighbouring-procedures.ts';
import type { Case } from '../worker/domain/case.ts';
import { paragraph, type Block } from './block.ts';

const n = '\u00a0';

/**
 * Tells whoever wrote about a neighbouring procedure which one it seems to be (CRPA L114-2 leaves the forwarding to a
 * person). It refuses nothing, and never says that an authorisation is not needed.
 */
export function orientation({ procedure, submissions }: Case): Block[] {
  const kind = submissions.at(-1)?.intent.kind;
  const name = Object.entries(neighbouringProcedures).find(([each]) => each === kind)?.[1];
  if (procedure !== 'correspondence' || name === undefined) return [];
  return [
    paragraph(
      `Votre message semble relever ${name}${n}; un agent va le vérifier et, s’il y a lieu, le transmettre au service ` +
        'compétent.',
    ),
  ];
}
