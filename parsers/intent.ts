import { acronymCues, intentCues } from '../data/reference/mail-cues.ts';
import { fold } from '../worker/domain/fold.ts';
import type { Document, Intent } from '../worker/domain/submission.ts';

type Asked = Exclude<Intent['kind'], 'unclear'>;

/**
 * What a mail wants: its documents first, then the words of its subject, then those of its text. Words of two
 * procedures and no document to decide is `unclear`: a person reads it, nothing is rerouted on a guess.
 */
export function intent(subject: string, text: string, documents: readonly Document[]): Intent {
  const kinds = new Set(documents.map((each) => each.kind));
  if (kinds.has('importForm')) return by('importRequest', 'formulaire de demande d’autorisation d’importation joint');
  if (kinds.has('exportForm')) return by('exportDeclaration', 'formulaire de déclaration d’exportation joint');
  const words = decide(subject, 'objet') ?? decide(text, 'texte') ?? decideByLetter(documents);
  if (kinds.has('imputationTable') && words?.kind !== 'importRequest') {
    return by('imputationReturn', 'tableau d’imputation joint, sans demande');
  }
  return words ?? { kind: 'unclear', evidence: [] };
}

function by(kind: Asked, evidence: string): Intent {
  return { kind, evidence: [evidence] };
}

function decide(text: string, where: string): Intent | undefined {
  const folded = ` ${fold(text)} `;
  const hits = (['imputationReturn', 'importRequest', 'exportDeclaration'] as const).flatMap((kind) => {
    const cue =
      intentCues[kind].find((each) => folded.includes(` ${each} `) || folded.includes(` ${each}s `)) ??
      acronymCues[kind].map((each) => each.exec(text)?.[0]).find((each) => each !== undefined);
    return cue === undefined ? [] : [{ kind, evidence: [`« ${cue} » (${where})`] }];
  });
  return hits.length === 1 ? hits[0] : undefined;
}

/** A letter that gives the values of a request is one, whatever the mail says around it. */
function decideByLetter(documents: readonly Document[]): Intent | undefined {
  const fields = new Set(documents.flatMap((each) => each.readings.map((reading) => reading.field)));
  if (fields.has('destinationCountries')) return by('exportDeclaration', 'pays de destination indiqué');
  const asked = ['provenanceCountry', 'quantity', 'globalQuantity', 'purpose', 'importerName'] as const;
  const given = asked.filter((each) => fields.has(each));
  return given.length >= 3
    ? by('importRequest', 'valeurs d’une demande d’importation dans le texte ou la lettre')
    : undefined;
}
