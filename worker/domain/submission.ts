import type { CivilDate } from './deadline.ts';
import type { FieldName, FieldTypes, Quantity } from './fields.ts';
import type { Authentication, Automatic, Headers, MailAddress, Sha256 } from './message.ts';
import type { CaseReference } from './reference.ts';

/** Where on a document something was read. Pages and lines count from 1; boxes are PDF points from the lower left. */
export type Place =
  /** A document as a whole, or a mail's own text. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'subject' }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'field'; readonly name: string; readonly page: number | undefined }
  | {
      readonly kind: 'box';
      readonly page: number;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'cell'; readonly sheet: string; readonly cell: string }
  /** In no document: a person of the agency established it. */
  | { readonly kind: 'agent'; readonly by: string };

/** The provenance of a value: which mail, which part of it (MIME path, empty for the mail's own text), and where there. */
export interface Source {
  readonly message: Sha256;
  readonly part: string;
  readonly file: string;
  readonly place: Place;
  /** Confidence of character recognition, 0 to 100; only for what was recognised from a picture. */
  readonly ocr?: number;
}

/** Text as written, and what it was read as; `unparsed` keeps the text of what could not be understood. */
export type Understood<T> = { readonly raw: string } & (
  { readonly state: 'parsed'; readonly value: T } | { readonly state: 'unparsed' }
);

/** The same with its provenance. */
export type Read<T> = Understood<T> & { readonly source: Source };

/**
 * A value in a table, by its cell on the sheet (`B7`), or by the line of the text that the table is typed in. No more:
 * a table has hundreds of them, of one document.
 */
export type TableRead<T> = Understood<T> & { readonly at: string | number };

/** One field found in one document. */
export type Reading = { [F in FieldName]: { readonly field: F } & Read<FieldTypes[F]> }[FieldName];

/** Columns of the imputation table (tableau d'imputation). */
export interface EntryTypes {
  operationNo: number;
  operationDate: CivilDate;
  quantityImported: Quantity;
  quantityRemaining: Quantity;
  quantityCumulative: Quantity;
  customsDeclaration: string;
  customsOffice: string;
  customsVisa: string;
  batchNo: string;
  invoice: string;
  origin: string;
  comment: string;
}

export type EntryColumn = keyof EntryTypes;

/** One import operation written in the table: `row` is the sheet's own row number, its column in a table that runs across. */
export interface Entry {
  readonly row: number;
  readonly cells: { readonly [C in EntryColumn]?: TableRead<EntryTypes[C]> };
}

/** An imputation table as read: totals and blank rows are not entries. */
export interface ImputationTable {
  readonly sheet: string;
  readonly hidden: boolean;
  readonly columns: readonly EntryColumn[];
  readonly entries: readonly Entry[];
}

/** Why a document was not read. A value, never an exception. `tooHeavy`: it took too long, or too much memory. */
export type UnreadableReason =
  'encrypted' | 'corrupt' | 'empty' | 'tooLarge' | 'tooHeavy' | 'formatNotRead' | 'scanNotRead';

/**
 * What a readable document can be. `mailText` is the mail's own text, `attachedMail` the text of one inside it; `other` was
 * read but not recognised.
 */
export type PlainKind =
  | 'importForm'
  | 'exportForm'
  | 'requestLetter'
  | 'prescription'
  | 'trialAcknowledgement'
  | 'undertaking'
  | 'issuedAuthorisation'
  | 'pharmacologicalData'
  | 'qualityData'
  | 'mailText'
  | 'attachedMail'
  | 'other';

/** What staff should know of a file besides what it says. Macros are never run, links never fetched. */
export type DocumentNote = 'macros' | 'externalLinks' | 'electronicSignature' | 'converted' | 'cutShort';

interface DocumentBase {
  /** MIME path (`2`, `3.1`), empty for the mail's own text; a file in container `2` is `2.1`. */
  readonly part: string;
  /** File name made safe to show; empty for the mail's own text. */
  readonly file: string;
  /** Bytes once decoded. */
  readonly size: number;
  readonly sha256: Sha256;
  /** How the kind was recognised, in French, for staff. */
  readonly recognisedBy: string;
  readonly readings: readonly Reading[];
  /** Pages of the file that this document is, from 1, where one file holds several documents. */
  readonly pages?: { readonly first: number; readonly last: number };
  /** Some of its text was recognised from a picture: it may hold more, or other things, than was read. */
  readonly fromPicture?: true;
  readonly notes?: readonly DocumentNote[];
}

export type Document =
  | (DocumentBase & { readonly kind: PlainKind })
  | (DocumentBase & { readonly kind: 'imputationTable'; readonly tables: readonly ImputationTable[] })
  /** A logo or a signature picture: too small to be a page. */
  | (DocumentBase & { readonly kind: 'decoration' })
  /** A file that holds files: they follow it, with paths below its own. */
  | (DocumentBase & { readonly kind: 'container'; readonly format: string })
  | (DocumentBase & { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly format: string });

export type DocumentKind = Document['kind'];

/**
 * What a mail can want. Automatic mails are no intent (`Submission.automatic`), neither are the wrong mailbox (a rule) and
 * several demands at once (`demand.ts`).
 */
export type IntentKind =
  // What is done with a request made before
  /** Recourse against a decision, its reasons, a complaint, access to administrative documents or personal data. */
  | 'appeal'
  | 'replyToRequest'
  | 'withdrawal'
  | 'modification'
  | 'statusQuery'
  // The procedures of these counters
  | 'renewal'
  | 'individualRequest'
  | 'importRequest'
  | 'imputationReturn'
  | 'decisionCopy'
  | 'complementaryDeclaration'
  | 'exportDeclaration'
  // Their neighbours
  | 'portalSupport'
  | 'parallelImport'
  | 'controlledSubstance'
  | 'trialAttestation'
  | 'compassionateAccess'
  | 'exportCertificate'
  | 'traveller'
  /** Veterinary medicines, devices, raw materials, tissues, cells and blood, micro-organisms and toxins alone. */
  | 'otherProcedure'
  | 'question'
  | 'unrelated'
  /** Nothing tells, or two things contradict each other: a person reads it. */
  | 'unclear';

/** What the mail wants, with the words that decided, in French for staff. */
export interface Intent {
  readonly kind: IntentKind;
  readonly evidence: readonly string[];
}

/** One mail, opened and read. */
export interface Submission {
  readonly message: Sha256;
  readonly headers: Headers;
  readonly automatic: Automatic | undefined;
  /** Who wrote the mail that this one hands on (« TR: », an attached mail); a claim, as any header is. */
  readonly forwardedFrom?: MailAddress;
  /** What the trusted server found of the sender; absent when it said nothing, or none is trusted. */
  readonly authentication?: Authentication;
  readonly intent: Intent;
  /** Told only of a mail written in English: its answer then says in English what it is. */
  readonly language?: 'en';
  readonly documents: readonly Document[];
  /** Case references with a valid check character, found in the subject or in the text. */
  readonly caseReferences: readonly CaseReference[];
  /** The text announces attachments (« ci-joint »). */
  readonly announcesAttachments: boolean;
  /** Hosts of file transfer services that the text links to; never opened. */
  readonly transferLinks: readonly string[];
  /** Why the mail itself could not be opened whole; its documents are then incomplete. */
  readonly damage: string | undefined;
}
