import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcesAttachments, forwardedMail, ownLines, transferLinks } from '../../parsers/mail-text.ts';

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

/** What follows the separator in every mail below. */
const request = ['Bonjour,', '', 'Dosage : 5 mg', 'Quantité : 15 boîtes', '', 'Hugo Lenoir'];
const hugo = 'h.lenoir@tilleul.example';

/** Mails that hand on the request, as programs write them: name, subject, text. */
const forwards: readonly (readonly [program: string, subject: string, ...lines: string[]])[] = [
  [
    'Outlook, French',
    'TR: Demande',
    'De : Lenoir Hugo <h.lenoir@tilleul.example>',
    'Envoyé : lundi 1 juin 2026 09:30',
    'À : Aubert Claire <c.aubert@agence.example>',
    'Cc : Martin Zoé <z.martin@agence.example>;',
    'Petit Luc <l.petit@agence.example>',
    'Objet : Demande',
    '',
  ],
  [
    'Outlook, English',
    'FW: Request',
    'From: Lenoir Hugo [mailto:h.lenoir@tilleul.example]',
    'Sent: Monday, June 1, 2026 9:30 AM',
    'To: Aubert Claire',
    'Subject: Demande',
    'Importance: High',
    '',
  ],
  [
    'older Outlook',
    'TR : Demande',
    "-----Message d'origine-----",
    'De : Lenoir Hugo [mailto:h.lenoir@tilleul.example]',
    'Envoyé : lundi 1 juin 2026 09:30',
    'À : Aubert Claire',
    'Objet : Demande',
    '',
  ],
  [
    'Outlook on the web',
    'TR: Demande',
    '________________________________',
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'Envoyé : lundi 1 juin 2026 09:30',
    'À : Claire Aubert <c.aubert@agence.example>',
    'Objet : Demande',
    '',
  ],
  [
    'Outlook with bold heads and blank lines',
    'Tr: Demande',
    '*De :* Hugo Lenoir <h.lenoir@tilleul.example>',
    '',
    '*Envoyé :* lundi 1 juin 2026 09:30',
    '',
    '*À :* Claire Aubert',
    '',
    '*Objet :* Demande',
    '',
  ],
  [
    'Outlook with no-break spaces',
    'TR: Demande',
    'De\u00a0: Hugo Lenoir <h.lenoir@tilleul.example>',
    'Envoyé\u00a0: lundi 1 juin 2026 09:30',
    'À\u00a0: Claire Aubert',
    'Objet\u00a0: Demande',
    '',
  ],
  [
    'Gmail, French',
    'Fwd: Demande',
    '---------- Forwarded message ---------',
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'Date: lun. 1 juin 2026 à 09:30',
    'Subject: Demande',
    'To: <c.aubert@agence.example>',
    '',
    '',
  ],
  [
    'Gmail, wholly French',
    'Fwd: Demande',
    '---------- Message transféré ---------',
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'Date : lun. 1 juin 2026 à 09:30',
    'Objet : Demande',
    'À : <c.aubert@agence.example>',
    '',
  ],
  [
    'Thunderbird, French',
    'Fwd: Demande',
    '-------- Message transféré --------',
    'Sujet :         Demande',
    'Date :  Mon, 1 Jun 2026 09:30:00 +0200',
    'De :    Hugo Lenoir <h.lenoir@tilleul.example>',
    'Pour :  c.aubert@agence.example',
    '',
  ],
  [
    'Thunderbird, English',
    'Fwd: Demande',
    '-------- Forwarded Message --------',
    'Subject: Demande',
    'Date: Mon, 1 Jun 2026 09:30:00 +0200',
    'From: Hugo Lenoir <h.lenoir@tilleul.example>',
    'To: c.aubert@agence.example',
    '',
  ],
  [
    'Roundcube',
    'Fwd: Demande',
    '-------- Message original --------',
    'Objet: Demande',
    'Date: 01/06/2026 09:30',
    'De: Hugo Lenoir <h.lenoir@tilleul.example>',
    'À: c.aubert@agence.example',
    '',
  ],
  [
    'Apple Mail',
    'Fwd: Demande',
    'Début du message réexpédié :',
    '',
    'De: Hugo Lenoir <h.lenoir@tilleul.example>',
    'Objet: Demande',
    'Date: 1 juin 2026 à 09:30:00 UTC+2',
    'À: Claire Aubert <c.aubert@agence.example>',
    '',
  ],
  [
    'an iPhone',
    'Tr: Demande',
    'Envoyé de mon iPhone',
    '',
    'Début du message transféré :',
    '',
    'De: Hugo Lenoir <h.lenoir@tilleul.example>',
    'Date: 1 juin 2026 à 09:30:00 UTC+2',
    'À: c.aubert@agence.example',
    'Objet: Demande',
    '',
  ],
  [
    'Apple Mail, English',
    'Fwd: Demande',
    'Begin forwarded message:',
    '',
    'From: Hugo Lenoir <h.lenoir@tilleul.example>',
    'Subject: Demande',
    'Date: June 1, 2026 at 9:30:00 AM GMT+2',
    'To: c.aubert@agence.example',
    '',
  ],
  [
    'Zimbra',
    'Fwd: Demande',
    '----- Mail transféré -----',
    'De: "Hugo Lenoir" <h.lenoir@tilleul.example>',
    'À: "Claire Aubert" <c.aubert@agence.example>',
    'Envoyé: Lundi 1 Juin 2026 09:30:00',
    'Objet: Demande',
    '',
  ],
  [
    'Notes',
    'Tr : Demande',
    '----- Réacheminé par Claire AUBERT/AGENCE le 01/06/2026 10:00 -----',
    '',
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'A : Claire AUBERT/AGENCE',
    'Date : 01/06/2026 09:30',
    'Objet : Demande',
    '',
  ],
  [
    'a telephone',
    'Fwd: Demande',
    "-------- Message d'origine --------",
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'Date : 01/06/2026 09:30 (GMT+01:00)',
    'À : c.aubert@agence.example',
    'Objet : Demande',
    '',
  ],
  [
    'a subject that does not say so',
    'Demande',
    '-------- Message transféré --------',
    'Sujet : Demande',
    'Date : Mon, 1 Jun 2026 09:30:00 +0200',
    'De : Hugo Lenoir <h.lenoir@tilleul.example>',
    'Pour : c.aubert@agence.example',
    '',
  ],
];

describe('a mail that hands another on', () => {
  const above = ['Bonjour, pour traitement.', 'Claire Aubert', ''];

  it.each(forwards)('is read as the one it hands on, by %s', (_, subject, ...head) => {
    const text = [...above, ...head, ...request].join('\n');
    const found = forwardedMail(text, subject);
    expect(
      found?.lines
        .map((each) => each.text)
        .join('\n')
        .trim(),
    ).toBe(request.join('\n'));
    expect(found?.from).toEqual({
      address: hugo,
      name: expect.stringMatching(/^(Hugo Lenoir|Lenoir Hugo)$/) as string,
    });
    expect(found?.subject).toBe('Demande');
    expect(own(text)).not.toContain('Dosage');
    const lines = text.split('\n');
    for (const { line, text: each } of found?.lines ?? []) expect(lines[line - 1]).toBe(each);
  });

  it('is read where the mail handed on is quoted', () => {
    const quoted = [
      'De: Hugo Lenoir <h.lenoir@tilleul.example>',
      'Objet: Demande',
      'Date: 1 juin 2026',
      '',
      ...request,
    ];
    const text = ['Début du message réexpédié :', '', ...quoted.map((each) => `> ${each}`), '> > Dosage : 9 mg'].join(
      '\n',
    );
    const found = forwardedMail(text, 'Fwd: Demande');
    expect(found?.from?.address).toBe(hugo);
    expect(
      found?.lines
        .map((each) => each.text)
        .join('\n')
        .trim(),
    ).toBe(request.join('\n'));
  });

  it('is followed to the one who wrote first, and no further than his words', () => {
    const [, , ...outlook] = forwards[0] ?? [];
    const text = [
      'Voir.',
      'De : Zoé Martin <z.martin@agence.example>',
      'Envoyé : mardi',
      'À : x',
      'Objet : TR: Demande',
      '',
      'Pour toi.',
      ...outlook,
      ...request,
      'Le 30 mai 2026, Agence a écrit :',
      'Dosage : 9 mg',
    ];
    const found = forwardedMail(text.join('\n'), 'TR: TR: Demande');
    expect(found?.from?.address).toBe(hugo);
    expect(found?.lines.map((each) => each.text).filter(Boolean)).toEqual(['Pour toi.', ...request.filter(Boolean)]);
  });

  it('is none when it answers', () => {
    const [, , ...outlook] = forwards[0] ?? [];
    for (const subject of ['RE: Demande', 'RE: TR: Demande', 'Demande', 'Re: Fwd: Demande']) {
      expect(forwardedMail(['Merci.', ...outlook, ...request].join('\n'), subject)).toBeUndefined();
    }
    expect(forwardedMail('Merci.\nLe 1 juin 2026, Hugo a écrit :\n> Dosage : 5 mg', 'Re: x')).toBeUndefined();
    expect(forwardedMail('Dosage : 5 mg', 'TR: Demande')).toBeUndefined();
  });

  it('is none when most of it is a letter of its own', () => {
    const [, , ...gmail] = forwards[6] ?? [];
    const letter = Array.from({ length: 60 }, (_, index) => `Ligne ${index}`);
    expect(forwardedMail([...letter, ...gmail, ...request].join('\n'), 'Fwd: x')).toBeUndefined();
  });

  it.each([
    ['a form with lines to fill', 'Nom : ____________\n____________________\nDosage : 5 mg'],
    ['countries', 'De : Suisse\nDate : 1 juin 2026\nDosage : 5 mg'],
    ['a rule of hyphens', '--------------------\nDosage : 5 mg\n--------------------'],
    ['a word on forwarding', 'Le message transféré hier est complet.\nDosage : 5 mg'],
  ])('is not seen in %s', (_, text) => {
    expect(own(text)).toBe(text);
    expect(forwardedMail(text, 'Demande')).toBeUndefined();
  });

  it('never fails, nor takes a line that is not there', () => {
    const pieces = [
      ...forwards.flatMap(([, , ...head]) => head),
      ...request,
      '> x',
      '',
      '-----',
      'Le 1 juin 2026, X a écrit :',
      'De : ',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }),
        fc.boolean(),
        (lines, tr) => {
          const text = lines.join('\n');
          const all = text.split(/\r?\n/);
          const found = [...ownLines(text), ...(forwardedMail(text, tr ? 'TR: x' : 'x')?.lines ?? [])];
          for (const each of found) expect(all[each.line - 1]?.endsWith(each.text)).toBe(true);
          expect(new Set(found.map(({ line }) => line)).size).toBe(found.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
