import { createHash } from 'node:crypto';
import { encodedAddress } from './mime-headers.ts';
import { filePart, multipart, serialise, textPart } from './mime.ts';
import type { Entity, FilePart, Header } from './mime.ts';

/** The two counters, as the synthetic mails write to them. */
export const mailboxes = {
  import: 'importation-medicaments@agence.example',
  export: 'exportation-medicaments@agence.example',
} as const;

/** A mail to build; whatever is left out gets a harmless value. Addresses are `Name <address>` or bare. */
export interface MailDraft {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly FilePart[];
  /** Further header fields, written after the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** With or without angle brackets; by default it follows from the content. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** As the header writes it; Monday 1 June 2026 unless told. */
  readonly date?: string;
}

/** The bytes of a whole mail; the same draft always gives the same bytes. */
export function buildMail(draft: MailDraft = {}): Buffer {
  return sealMail(draft, content(draft));
}

/** The same with a body built by hand: reports, odd nestings. `text`, `html` and `attachments` are not read. */
export function sealMail(draft: MailDraft, body: Entity): Buffer {
  const usual: Header[] = [
    ['From', encodedAddress(draft.from ?? 'Claire Aubert <claire.aubert@aubraie.example>')],
    ['To', encodedAddress(draft.to ?? mailboxes.import)],
    ['Subject', draft.subject ?? 'Demande d’autorisation d’importation'],
    ['Date', draft.date ?? 'Mon, 01 Jun 2026 09:30:00 +0200'],
    ['Message-ID', bracketed(draft.messageId ?? ownId(draft, body))],
  ];
  const thread = [...(draft.references ?? []), ...(draft.inReplyTo === undefined ? [] : [draft.inReplyTo])];
  if (draft.inReplyTo !== undefined) usual.push(['In-Reply-To', bracketed(draft.inReplyTo)]);
  if (thread.length > 0) usual.push(['References', thread.map(bracketed).join('\r\n ')]);
  return serialise({
    headers: [...usual, ...Object.entries(draft.headers ?? {}), ['MIME-Version', '1.0'], ...body.headers],
    body: body.body,
  });
}

function content({ text = 'Bonjour,\n\nVeuillez trouver ma demande.\n', html, attachments = [] }: MailDraft): Entity {
  const isPicture = (file: FilePart) => html !== undefined && file.cid !== undefined;
  const pictures = attachments.filter(isPicture).map(filePart);
  const files = attachments.filter((file) => !isPicture(file)).map(filePart);
  const readable = html === undefined ? textPart('plain', text) : alternative(text, html, pictures);
  return files.length === 0 ? readable : multipart('mixed', [readable, ...files]);
}

function alternative(text: string, html: string, pictures: readonly Entity[]): Entity {
  const rich = textPart('html', html);
  const shown = pictures.length === 0 ? rich : multipart('related', [rich, ...pictures]);
  return multipart('alternative', [textPart('plain', text), shown]);
}

/** A placeholder of the demonstration stands for brackets and all. */
function bracketed(id: string): string {
  return id.startsWith('<') || id.startsWith('{{') ? id : `<${id}>`;
}

function ownId(draft: MailDraft, body: Entity): string {
  const digest = createHash('sha256').update(JSON.stringify([draft.from, draft.subject, draft.date, body.body]));
  return `${digest.digest('hex').slice(0, 20)}@mail.example`;
}
