import type { CuedKind } from '../data/reference/intents.ts';
import type { FieldName } from '../worker/domain/fields.ts';
import type { Document, DocumentKind, Intent } from '../worker/domain/submission.ts';
import { findCues, type FoundCue } from './intent/find-cues.ts';

/**
 * What a mail wants: its documents decide first, then what its subject and its text say, then the values of a request in
 * text or letter, then what the words only touch on. What contradicts itself is `unclear`: a person reads it, nothing is
 * rerouted on a guess.
 */
export function intent(subject: string, text: string, documents: readonly Document[]): Intent {
  const [first, second] = [findCues(subject, 'subject'), findCues(text, 'text')];
  const cues = [...first, ...second];
  const words = fromWords(first, second);
  return (
    fromForm(documents, words) ??
    fromTable(documents, words) ??
    fromIssued(documents, words) ??
    ofIndividual(outsideForms(documents, words), cues, documents)
  );
}

/** What the words alone tell; `said` when they say it, and contradict nothing. */
interface Words extends Intent {
  readonly said: boolean;
}

/** What is done with a request made before: it counts wherever it is said, whatever request the mail names besides. */
const acts = [
  'appeal',
  'replyToRequest',
  'withdrawal',
  'modification',
  'statusQuery',
] as const satisfies readonly CuedKind[];

/** Kinds that do not contradict each other; the first one found stands. */
const families = [
  ['renewal', 'individualRequest', 'importRequest', 'imputationReturn', 'decisionCopy'],
  ['complementaryDeclaration', 'exportDeclaration'],
] as const satisfies readonly (readonly CuedKind[])[];

/** Requests of these counters: a question about one is no request. */
const own: readonly CuedKind[] = families.flat();

function fromWords(subject: readonly FoundCue[], text: readonly FoundCue[]): Words {
  const said = [subject, text].map((cues) => cues.filter(({ says }) => says));
  const act = said.find((cues) => acts.some((kind) => has(cues, kind)));
  if (act === undefined && namesBoth(subject)) return { kind: 'unclear', evidence: evidenceOf(subject), said: false };
  const place = act ?? said.find((cues) => cues.length > 0);
  if (place !== undefined) {
    const found = settle(place);
    return { ...found, said: found.kind !== 'unclear' };
  }
  const touched = [subject, text].find((cues) => cues.length > 0) ?? [];
  return { ...settle(touched), said: false };
}

/** A subject that names both procedures may ask for both. */
function namesBoth(subject: readonly FoundCue[]): boolean {
  return !has(subject, 'question') && families.every((each) => each.some((kind) => has(subject, kind)));
}

/** The one thing that cues of one place and weight stand for; `unclear`, with all of them, when there are several. */
function settle(cues: readonly FoundCue[]): Intent {
  const act = acts.find((kind) => has(cues, kind));
  if (act !== undefined) return quoting(act, cues);
  const kinds = [...new Set(cues.map(({ kind }) => kind))];
  const asked = kinds.filter((kind) => kind !== 'question');
  const family = families.find((each: readonly CuedKind[]) => asked.every((kind) => each.includes(kind)));
  if (kinds.length > asked.length && asked.every((kind) => own.includes(kind))) return quoting('question', cues);
  const kind = asked.length > 1 ? family?.find((each) => asked.includes(each)) : asked[0];
  return kind === undefined ? { kind: 'unclear', evidence: evidenceOf(cues) } : quoting(kind, cues);
}

function has(cues: readonly FoundCue[], kind: CuedKind): boolean {
  return cues.some((each) => each.kind === kind);
}

function quoting(kind: CuedKind, cues: readonly FoundCue[]): Intent {
  return { kind, evidence: evidenceOf(cues.filter((each) => each.kind === kind)) };
}

/** At most three quotations, in the order of the mail. */
function evidenceOf(cues: readonly FoundCue[]): string[] {
  const quotes = cues.map(({ quote, place }) => `« ${quote} » (${place === 'subject' ? 'objet' : 'texte'})`);
  return [...new Set(quotes.toReversed())].slice(0, 3);
}

/** A filled form is a request, whatever is said around it; an act that is said is shown to staff with it. */
function fromForm(documents: readonly Document[], words: Words): Intent | undefined {
  const said = words.said && isOneOf(acts, words.kind) ? words.evidence : [];
  const imports = documents.filter(({ kind }) => kind === 'importForm');
  if (imports.length > 0) {
    if (imports.every(isStamped)) return words.said ? words : stamped;
    if (words.said && words.kind === 'renewal') return words;
    return { kind: 'importRequest', evidence: ['formulaire de demande d’autorisation d’importation joint', ...said] };
  }
  const exports = documents.filter(({ kind }) => kind === 'exportForm');
  if (exports.length === 0) return undefined;
  const kind = exports.every(isComplementary) ? 'complementaryDeclaration' : 'exportDeclaration';
  return { kind, evidence: ['formulaire de déclaration d’exportation joint', ...said] };
}

const stamped: Intent = {
  kind: 'decisionCopy',
  evidence: ['formulaire dont le cadre réservé à l’agence est rempli, sans demande'],
};

/** What the agency wrote into the form makes it a decision; a picture of it proves nothing. */
function isStamped({ readings }: Document): boolean {
  return readings.some(({ field, source }) => field === 'reservedForAgency' && source.ocr === undefined);
}

function isComplementary({ readings }: Document): boolean {
  return readings.some(
    (each) => each.field === 'declarationType' && each.state === 'parsed' && each.value === 'complementary',
  );
}

/** A table that comes with a request only goes with it. */
function fromTable(documents: readonly Document[], words: Words): Intent | undefined {
  if (!documents.some(({ kind }) => kind === 'imputationTable')) return undefined;
  if (words.said && isOneOf(['renewal', 'individualRequest', 'importRequest'], words.kind)) return undefined;
  if (fromValues(documents)?.kind === 'importRequest') return undefined;
  return { kind: 'imputationReturn', evidence: ['tableau d’imputation joint, sans demande'] };
}

/** An authorisation already issued that comes by itself. */
function fromIssued(documents: readonly Document[], words: Words): Intent | undefined {
  const around: readonly DocumentKind[] = ['mailText', 'attachedMail', 'decoration', 'container'];
  const files = documents.filter(({ kind }) => !around.includes(kind));
  if (words.said || files.length === 0 || files.some(({ kind }) => kind !== 'issuedAuthorisation')) return undefined;
  return { kind: 'decisionCopy', evidence: ['autorisation déjà délivrée jointe, sans demande'] };
}

/** Values count before words that only touch on something, ask a question or contradict each other. */
function outsideForms(documents: readonly Document[], { said, kind, evidence }: Words): Intent {
  const sure = said && kind !== 'question';
  return (sure ? undefined : fromValues(documents)) ?? { kind, evidence };
}

/** Fields that only a request gives, by the procedure that asks for them (CSP R5121-111, R5121-135). */
const ofImport = ['provenanceCountry', 'quantity', 'globalQuantity', 'purpose', 'importerName'] as const;
const ofExport = ['destinationCountries', 'exporterName', 'indications', 'declarationType'] as const;

/** A text or a letter that gives the values of a request is one. */
function fromValues(documents: readonly Document[]): Intent | undefined {
  const speaking = documents.filter(({ kind }) => kind !== 'imputationTable' && kind !== 'issuedAuthorisation');
  const fields = new Set<FieldName>(speaking.flatMap((each) => each.readings.map(({ field }) => field)));
  const isImport = ofImport.filter((each) => fields.has(each)).length >= 3;
  const isExport = fields.has('destinationCountries') && ofExport.filter((each) => fields.has(each)).length >= 2;
  if (isImport === isExport) return undefined;
  return isImport
    ? { kind: 'importRequest', evidence: ['valeurs d’une demande d’importation dans le texte ou la lettre'] }
    : { kind: 'exportDeclaration', evidence: ['valeurs d’une déclaration d’exportation dans le texte ou la lettre'] };
}

/** Whoever says anywhere that a medicine is for himself is asked neither form nor letter (CSP R5121-112 3°). */
function ofIndividual(found: Intent, cues: readonly FoundCue[], documents: readonly Document[]): Intent {
  if (found.kind !== 'importRequest') return found;
  const hasPrescription = documents.some(({ kind }) => kind === 'prescription');
  const telling = cues.filter(({ kind, says }) => kind === 'individualRequest' && (says || hasPrescription));
  return telling.length === 0 ? found : quoting('individualRequest', telling);
}

function isOneOf(kinds: readonly string[], kind: string): boolean {
  return kinds.includes(kind);
}
