import { describe, expect, it } from 'vitest';
import { announcesAttachments, ownLines, transferLinks } from '../../parsers/mail-text.ts';

const own = (text: string) =>
  ownLines(text)
    .map((each) => each.text)
    .join('\n')
    .trim();

describe('what the author wrote', () => {
  it.each([
    ['Outlook', '-----Message d’origine-----\nDe : agence'],
    ['Outlook headers', 'De : Agence <import@agence.example>\nEnvoyé : lundi 1 juin 2026\nObjet : x'],
    ['Thunderbird', 'Le 01/06/2026 à 10:00, Agence a écrit :\n> Quantité : 3 boîtes'],
    ['a broken head', 'Le lundi 1 juin 2026 à 10 h, Agence des produits <import@agence.example>\na écrit :\n> x'],
    ['an English program', 'On 1 June 2026, Agence wrote:\n> x'],
  ])('ends where %s begins to quote', (_, quoted) => {
    expect(own(`Voici la pièce.\n\n${quoted}`)).toBe('Voici la pièce.');
  });

  it('leaves quoted lines out and keeps the numbers of the others', () => {
    expect(ownLines('> Dosage ?\nDosage : 5 mg').map((each) => each.line)).toEqual([2]);
  });

  it('keeps a request that only looks like a head', () => {
    const text = 'De : Suisse\nVers : France\nLe médicament est attendu.';
    expect(own(text)).toBe(text);
  });
});

describe('the words of a mail', () => {
  it('announce attachments', () => {
    expect(announcesAttachments('Veuillez trouver ci-joint le formulaire')).toBe(true);
    expect(announcesAttachments('Vous trouverez en PJ la lettre')).toBe(true);
    expect(announcesAttachments('Nous vous adresserons le formulaire demain')).toBe(false);
  });

  it('show links to file transfer services, and only those', () => {
    expect(transferLinks('https://we.tl/t-abc et https://alba.example/produit')).toEqual(['we.tl']);
    expect(transferLinks('https://alba.sharepoint.com/x')).toEqual(['alba.sharepoint.com']);
    expect(transferLinks('https://notwetransfer.com.alba.example/')).toEqual([]);
  });
});
