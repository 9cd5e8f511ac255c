/** Caps on what is looked at inside one mail. A mail is kept whole in the archive whatever they say. */
export const limits = {
  /** Characters of mail text searched for values: a request is a page or two, a quoted history is not. */
  textCharacters: 200_000,
  /** Characters of HTML turned into text: converting costs seconds beyond a megabyte of nested tags. */
  htmlCharacters: 400_000,
  /** Nodes of an HTML body. */
  htmlNodes: 20_000,
  /** Attachments opened; the next ones are named as too many. */
  attachments: 200,
  /** Bytes of one attachment handed to a reader. */
  attachmentBytes: 40 * 1024 * 1024,
  /** Entries of an archive that is looked into, and the bytes they say they inflate to. */
  zip: { entries: 2_000, bytes: 64 * 1024 * 1024 },
  /** Pixels under which a picture is a logo: a page of A4 at 60 dpi has 350 000. */
  decorationPixels: 250_000,
  /** Characters of a file name that is shown. */
  fileNameCharacters: 120,
} as const;
