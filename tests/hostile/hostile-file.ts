/** A file made to harm its reader, to be attached to a mail beside a good form. */
export interface HostileFile {
  /** What it attacks: `archive`, `workbook`… */
  readonly family: string;
  readonly name: string;
  /** Name it is sent under. */
  readonly file: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
  /** Values that it does say, as written, besides being an attack; nothing else may be read from it. */
  readonly says?: readonly string[];
}

/** A whole mail made to harm. */
export interface HostileMail {
  readonly family: 'mail';
  readonly name: string;
  /** `form`: the bytes of a good form, in base64 lines, for mails that hold one. */
  readonly mail: (form: string) => Uint8Array;
  readonly keeps: Kept;
}

/** What must come out of a mail whatever is done to it: its good form, at least who wrote it, or that it is there. */
export type Kept = 'form' | 'sender' | 'itself';
