import type { MailDraft } from '../../builders/mail.ts';

/** A journey to write: mails as drafts or whole, the calendar, acts of staff. */
export interface Journey {
  /** Folder, kebab-case. */
  readonly name: string;
  /** What it shows, in a French sentence. */
  readonly about: string;
  readonly steps: readonly JourneyStep[];
}

export type JourneyStep =
  | { readonly on: string; readonly to?: 'import' | 'export'; readonly mail: MailDraft | Buffer }
  | { readonly on: string; readonly server: 'up' | 'down' | 'refuses' }
  | { readonly on: string; readonly tick: true }
  | { readonly on: string; readonly act: readonly string[] };

/** A request typed in a mail: every item of the law; some may be left out or said otherwise. */
export function requestText(
  changes: Partial<typeof items> = {},
  leaveOut: readonly (keyof typeof items)[] = [],
): string {
  const said = { ...items, ...changes };
  const lines = Object.entries(said).filter(([label]) => !(leaveOut as readonly string[]).includes(label));
  const body = lines.map(([label, value]) => `${label} : ${value}`).join('\n');
  return `Bonjour,\n\nVoici notre demande d’autorisation d’importation.\n\n${body}\n\nCordialement,\nClaire Aubert\n`;
}

const items = {
  Importateur: 'Laboratoires Aubraie',
  'Adresse de l’importateur': '14 allée des Peupliers, 45999 Aubraie-sur-Loire',
  'Nom de marque': 'Néravoxa',
  Composition: 'fluvoxadine 25 mg par gélule',
  'Forme pharmaceutique': 'gélule',
  Dosage: '25 mg',
  'Voie d’administration': 'orale',
  'Pays de provenance': 'Allemagne',
  Quantité: '1 500 boîtes de 30 gélules',
  'Objectif de l’importation': 'rupture de stock du fournisseur habituel',
  Justification: 'aucun équivalent disponible, continuité des traitements en cours',
  'Personne à contacter': 'Claire Aubert, 01 99 00 12 34',
};

/** A mail that answers one of our letters. */
export function answer(letter: number, text: string, more: MailDraft = {}): MailDraft {
  return { subject: 'Re: votre demande', inReplyTo: `{{letter:${letter}}}`, text, ...more };
}

/** The mail of a request in the body. */
export function request(...changes: Parameters<typeof requestText>): MailDraft {
  return { subject: 'Demande d’autorisation d’importation – Néravoxa', text: requestText(...changes) };
}
