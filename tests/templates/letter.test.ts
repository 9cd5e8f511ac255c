import { describe, expect, it } from 'vitest';
import { completeDeclaration, completeImputation, completeRequest } from '../builders/complete-files.ts';
import { without } from '../builders/documents.ts';
import { lettersOf, service } from '../builders/letters.ts';

const n = '\u00a0';

/** One line, so that wrapping never hides a mention. */
const flat = (text: string) => text.replace(/[ \n]+/g, ' ');

const incompleteRequest = { ...completeRequest, fields: without(completeRequest.fields, 'route', 'provenanceCountry') };

describe('every mandatory mention of an electronic acknowledgement (CRPA R112-11-1)', () => {
  const { letter } = lettersOf('importAuthorisation', completeRequest);
  const html = letter.html.replaceAll('&nbsp;', n);

  it.each([
    ['the date of reception', `reçu le 1er${n}juin${n}2026`],
    ['the service in charge', service.name],
    ['its postal address', '1 place de l’Exemple'],
    ['its e-mail address', service.email],
    ['its telephone number', service.telephone],
    ['the implicit decision of rejection', 'décision implicite de rejet'],
    ['its date', `réputée rejetée le 16${n}juillet${n}2026`],
    ['that this supposes a complete request', 'sous réserve que la demande soit complète'],
    ['the times and routes of recourse', 'un recours gracieux ou un recours devant le tribunal administratif'],
  ])('%s is in the text and in the HTML', (_, mention) => {
    expect(flat(letter.text)).toContain(mention);
    expect(flat(html)).toContain(mention);
  });

  it('is never an authorisation nor a finding that the file is complete', () => {
    expect(flat(letter.text)).toContain('ne vaut pas autorisation d’importation');
    expect(letter.text).not.toMatch(/dossier est complet|demande est complète\b(?! ?,)|demande complète est/);
  });
});

describe('a request for information (CRPA R112-11-4, L114-5)', () => {
  const { letter, current } = lettersOf('importAuthorisation', incompleteRequest);
  const text = flat(letter.text);

  it('lists every missing item once, with its article and the means to give it', () => {
    expect(current.state === 'awaitingApplicant' && current.request.rules).toEqual(['AI-03', 'AI-11']);
    for (const words of ['pays de provenance', 'voie d’administration']) {
      expect(text.match(new RegExp(`Indiquez (le|la) ${words}`, 'g'))).toHaveLength(1);
    }
    expect(text.match(/Texte\u00a0: CSP, art\.\u00a0R5121-111/g)).toHaveLength(2);
    expect(text.match(/Comment faire/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('says until when, and what it does to the delay', () => {
    expect(text).toContain(`au plus tard le 1er${n}juillet${n}2026 inclus`);
    expect(text).toContain('est suspendu pendant le temps qui vous est donné');
    expect(text).toContain(`réputée rejetée le 15${n}août${n}2026, à défaut de décision expresse`);
    expect(text).toContain('quarante-cinquième jour suivant leur réception');
  });

  it('still gives the mentions of the acknowledgement', () => {
    expect(text).toContain(`réputée rejetée le 16${n}juillet${n}2026`);
    expect(text).toContain('un recours devant le tribunal administratif');
  });
});

describe('what the law does not require', () => {
  const { letter, current } = lettersOf('importAuthorisation', { ...completeRequest, documents: ['requestLetter'] });
  const text = flat(letter.text);

  it('is asked for politely, apart, and never said to stop the delay', () => {
    expect(current.state).toBe('forReview');
    expect(text).toMatch(/formulaire/i);
    expect(text).toContain('Cette demande est sans effet sur les délais indiqués dans ce message.');
    // The letter and the number of operations are in the Code: nothing is said to be « not required ».
    expect(text).not.toMatch(/pas exigé|facultati/);
    expect(text).not.toContain('suspendu');
  });
});

describe('a file that could not be read', () => {
  const documents = ['importForm', { kind: 'unreadable', file: 'annexe.pdf', reason: 'encrypted' }] as const;
  const { letter, current } = lettersOf('importAuthorisation', { ...incompleteRequest, documents });
  const text = flat(letter.text);

  it('is named, asked for again, and nothing is called missing', () => {
    expect(current.state).toBe('staffReview');
    expect(text).toContain('annexe.pdf');
    expect(text).not.toContain('manquantes');
    expect(text).toContain(`réputée rejetée le 16${n}juillet${n}2026`);
  });
});

describe('an answer that completes the file', () => {
  it('is acknowledged with both dates of reception and the new refusal date', () => {
    const reply = { fields: { route: 'voie orale', provenanceCountry: 'CH' } } as const;
    const { letter, current } = lettersOf('importAuthorisation', incompleteRequest, reply);
    expect(current.state).toBe('forReview');
    expect(flat(letter.text)).toContain(`reçu le 2${n}juin${n}2026`);
    expect(flat(letter.text)).toContain(`reçue le 1er${n}juin${n}2026`);
    expect(flat(letter.text)).toContain(`réputée rejetée le 17${n}juillet${n}2026`);
  });
});

describe('an export declaration', () => {
  const { letter } = lettersOf('exportDeclaration', completeDeclaration);

  it('is acknowledged without delay of decision, recourse nor authorisation', () => {
    expect(letter.text).not.toMatch(/rejet|recours|quarante-cinq|autorisation/i);
    expect(letter.text).toContain(service.telephone);
  });

  it('that lacks an item is asked for it without the effect that only a request has', () => {
    const fields = without(completeDeclaration.fields, 'indications');
    const { letter: asked } = lettersOf('exportDeclaration', { ...completeDeclaration, fields });
    expect(flat(asked.text)).toContain('au plus tard le');
    expect(asked.text).toMatch(/indications/i);
    expect(asked.text).not.toMatch(/suspendu|L114-5|rejet/i);
  });
});

describe('a private individual', () => {
  const request = {
    documents: [{ kind: 'prescription', file: 'ordonnance Jeanne Martin.pdf' }],
    fields: { purpose: ['privateIndividual'], brandName: 'Doloxal' },
    subject: 'Importation de mon traitement',
  } as const;
  const { letter } = lettersOf('importAuthorisation', request);

  it('is not asked for the form, and sees no health data repeated', () => {
    expect(letter.text).not.toContain('Jeanne Martin');
    expect(letter.text).not.toContain('Doloxal');
    expect(letter.text).not.toMatch(/Joignez le formulaire|adresser le formulaire/);
  });
});

describe('the subject of a letter', () => {
  it('is the applicant’s own, with the reference once', () => {
    const subject = (text: string) => lettersOf('importAuthorisation', { ...completeRequest, subject: text });
    const first = subject('Demande Doloxal');
    expect(first.letter.subject).toBe(`Re: Demande Doloxal [${first.current.reference}]`);
    expect(subject(`RE: Re: Demande Doloxal [${first.current.reference}]`).letter.subject).toBe(first.letter.subject);
    expect(subject('').letter.subject).toContain('votre envoi');
  });
});

describe('hostile text in a mail', () => {
  it('is shown as text, never as HTML', () => {
    const documents = ['importForm', { kind: 'other', file: '<img src=x onerror=alert(1)>.pdf' }] as const;
    const { letter } = lettersOf('importAuthorisation', { ...completeRequest, documents });
    expect(letter.html).toContain('&lt;img');
    expect(letter.html).not.toContain('<img');
  });
});

describe('the letters as an operator reads them', () => {
  it.each([
    ['import-acknowledgement', () => lettersOf('importAuthorisation', completeRequest)],
    ['import-request-for-information', () => lettersOf('importAuthorisation', incompleteRequest)],
    ['export-acknowledgement', () => lettersOf('exportDeclaration', completeDeclaration)],
    ['imputation-receipt', () => lettersOf('imputation', completeImputation)],
    ['correspondence-receipt', () => lettersOf('correspondence', { subject: 'Question' })],
  ])('%s reads as agreed', async (name, write) => {
    const { letter } = write();
    await expect(`Objet : ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`../golden/${name}.txt`);
  });
});
