import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentCues, type CuedKind } from '../../data/reference/intents.ts';
import { findCues } from '../../parsers/intent/find-cues.ts';
import { intent } from '../../parsers/intent.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';

/** A mail by its subject, and its text after « | ». */
function kindOf(mail: string): IntentKind {
  const [subject = '', text = ''] = mail.split('|').map((each) => each.trim());
  return intent(subject, text, []).kind;
}

/** Mails without any document, by what they want. */
const mails: Readonly<Record<IntentKind, readonly string[]>> = {
  importRequest: [
    'Demande d’autorisation d’importation – Fluvoxadine',
    "DEMANDE D'AUTORISATION D'IMPORTATION",
    'URGENT demande autorisation d’importation Solvénédrine',
    'Demande d’une autorisation d’importation de médicament',
    'Demandes d’autorisations d’importation : trois spécialités',
    'Demande d’AI pour la Fluvoxadine',
    "DEMANDE D'AI FLUVOXADINE",
    'Dossier AI Doloxal 150 mg',
    'Formulaire AI – Néravoxa',
    'Import authorisation request',
    'Application for an import authorization – Doloxal',
    'Doloxal | Dear Sir or Madam, we would like to import 200 boxes of Doloxal 150 mg from Switzerland.',
    'Dossier urgent | Nous sollicitons une autorisation d’importation pour 300 boîtes de Doloxal.',
    'Rupture Doloxal | Nous souhaitons importer 200 boîtes en provenance de Suisse.',
    'Autorisation d’importation Doloxal | Vous trouverez le formulaire ci-joint.',
    'Doloxal | Bonjour, veuillez trouver la lettre concernant l’importation de médicaments en vrac.',
    // Said in the subject: what the text only asks besides, or promises, changes nothing.
    'Demande d’importation Doloxal | Faut-il aussi joindre le certificat d’analyse ?',
    'Demande d’AI Doloxal | Je reste à votre disposition pour toute question ou tout renseignement complémentaire.',
    'Demande d’autorisation d’importation | La spécialité est en rupture suite au retrait du marché et au changement de fournisseur.',
    'Demande d’autorisation d’importation – morphine | Ce médicament est un stupéfiant.',
    'Demande d’autorisation d’importation | Cette demande, en particulier, porte sur deux lots.',
    'Demande d’autorisation d’importation | Merci de votre attention particulière.',
    'Demande d’AI Doloxal | Le tableau d’imputation vierge est joint.',
    'Demande d’autorisation d’importation | Les documents de l’essai clinique autorisé sont joints.',
  ],
  individualRequest: [
    'Colis de médicaments bloqué à la douane',
    'Mon colis est retenu par la douane | Bonjour, que faire pour le récupérer ?',
    'Aide | Je suis un particulier et je souhaite faire venir mon traitement du Canada.',
    'Demande d’autorisation d’importation | Je suis une particulière, mon médecin me prescrit ce médicament.',
    'Importation de mon traitement',
    'Médicament introuvable | Je voudrais importer mon médicament, pour un usage personnel.',
    'Import request | I would like to import my medicine for my own personal use.',
    'Demande d’AI | En tant que particulier, je sollicite une autorisation d’importation.',
  ],
  renewal: [
    'Renouvellement d’autorisation d’importation – Doloxal',
    'Demande de renouvellement de notre autorisation d’importation',
    'Renouvellement AI n° 2026-0123',
    "RENOUVELLEMENT D'AI DOLOXAL",
    'Reconduction de l’autorisation d’importation 2026-0123',
    'Doloxal | Notre AI n° 2026-0123 arrivant à échéance, nous vous adressons un nouveau dossier.',
    'Renewal of our import authorisation',
  ],
  imputationReturn: [
    'Retour du tableau d’imputation',
    'Tableau d’imputation – AI 2025-01877',
    'TABLEAUX D’IMPUTATION 2026',
    'Doloxal | Veuillez trouver le tableau d’imputation de l’autorisation d’importation n° 2026-0123.',
    'Imputations de l’AI n° 2026-0123',
    'Retour AI 2026-0123',
    'Imputation table – June',
  ],
  exportDeclaration: [
    'Déclaration d’exportation initiale',
    'DEI Fluvoxadine – Tunisie',
    'Déclaration d’exportation (DEI) – Néravoxa 25 mg – Sénégal',
    'Dossier DE – Doloxal',
    'DÉCLARATION D’EXPORTATION DOLOXAL MAROC',
    'Export declaration – Doloxal',
    'Doloxal | Nous déclarons l’exportation de Doloxal 150 mg vers le Maroc.',
    'Doloxal vers la Tunisie | Nous souhaitons exporter cette spécialité dépourvue d’AMM.',
  ],
  complementaryDeclaration: [
    'Déclaration complémentaire – Doloxal',
    'Déclaration d’exportation complémentaire – Maroc',
    'Dossier DEC Doloxal – Maroc',
    'DEC – Néravoxa – Sénégal',
    'Modification de la déclaration d’exportation Doloxal',
    'Demande de modification de la déclaration d’exportation n° 12',
    'Modification de notre DE – changement de site',
  ],
  appeal: [
    'Recours gracieux contre le refus d’autorisation d’importation Doloxal',
    'Demande de communication des motifs',
    'Réclamation | Je porte réclamation : je demande depuis un mois l’autorisation d’importer 10 boîtes de Doloxal.',
    'Doloxal | Nous contestons le refus de notre demande d’autorisation d’importation.',
    'Doloxal | Please send us the reasons for the refusal of our import authorisation.',
  ],
  replyToRequest: [
    'RE: votre message | Suite à votre demande, veuillez trouver le formulaire.',
    'Demande d’AI Doloxal | Suite à votre demande, voici les éléments.',
    'Pièces manquantes – Doloxal',
    'Pièces complémentaires Doloxal',
    'Doloxal | En réponse à votre demande du 3 juin, nous vous adressons la lettre.',
    'Complément de dossier Néravoxa',
    'Doloxal | Further to your request, please find the missing documents.',
  ],
  withdrawal: [
    'Annulation de notre demande d’autorisation d’importation',
    'Retrait de la demande Doloxal',
    'Annulation – Doloxal',
    'Demande d’AI Doloxal | Merci d’annuler notre demande, le besoin n’existe plus.',
    'Désistement',
    'Doloxal | Nous vous prions de classer sans suite notre demande d’importation.',
    'Doloxal | Merci de ne plus tenir compte de notre demande d’AI du 3 juin.',
    'Withdrawal of our application – Doloxal',
  ],
  modification: [
    'Modification de l’AI n° 2026-0123',
    'Demande de modification de l’autorisation d’importation 2026-0123',
    'Avenant à l’AI 2026-0123',
    'Doloxal | Une erreur sur l’autorisation d’importation n° 2026-0123 concerne le dosage.',
    'Prolongation de l’autorisation d’importation 2026-0123',
    'Rectificatif Doloxal',
    'Amendment to our import authorisation',
  ],
  statusQuery: [
    'Relance – demande d’autorisation d’importation Doloxal',
    'Demande d’autorisation d’importation Doloxal | Où en est notre demande du 3 juin ?',
    'Doloxal | Sauf erreur, nous n’avons toujours pas reçu l’autorisation d’importation.',
    'État d’avancement du dossier Doloxal',
    'Suivi Doloxal',
    'AI Doloxal | Je me permets de vous relancer.',
    'Doloxal | Notre demande du 2 mai est restée sans réponse.',
    'Import authorisation Doloxal | Could you give us the status of our application?',
  ],
  decisionCopy: [
    'Copie de l’autorisation d’importation 2026-0123',
    'Copie de l’AI n° 2026-0123',
    'Doloxal | Pourriez-vous nous adresser une copie de la décision ?',
    'Duplicata AI 2026-0123',
    'Copy of the import authorisation',
  ],
  portalSupport: [
    'Impexweb',
    'Problème de connexion à Impexweb',
    'Accès à Impexweb impossible',
    'Double authentification | Google Authenticator ne me donne plus de code.',
    'Mot de passe oublié',
    'Compte Impexweb bloqué | Bonjour, pouvez-vous débloquer notre compte ?',
    'Impexweb login problem',
  ],
  parallelImport: [
    'Demande d’autorisation d’importation parallèle – Doloxal',
    'AIP Doloxal – reconditionnement',
    'Demande d’AIP – AMM de référence Doloxal',
    'Importations parallèles : nouvel État de provenance',
    'Distribution parallèle | Nous vous notifions la distribution parallèle de Doloxal.',
    'Parallel import authorisation – Doloxal',
    'Formulaire PDT_AUT_DOC026',
  ],
  controlledSubstance: [
    'Alba Distribution / demande AIS / Suisse / 2026-014',
    'Alba Distribution / demande AIP / Suisse / 2026-015',
    'ALBA / AES / MAROC / 2026-016',
    'Demande d’AEP Doloxal',
    'AIP psychotropes – Doloxal',
    'Demande d’autorisation d’importation de stupéfiants',
    'Stupéfiants et psychotropes : bilan annuel',
    'Narcotic import permit – Doloxal',
  ],
  trialAttestation: [
    'Demande d’attestation d’importation – essai ABX-1234',
    'Attestation d’importation CTIS 2026-500123-41-00',
    'Essai ABX-1234 | L’essai clinique autorisé débute en juin.',
    'Import attestation for trial ABX-1234',
    'Recherche autorisée | Nous demandons l’attestation d’importation prévue pour cet essai.',
  ],
  compassionateAccess: [
    'Demande d’AAC Doloxal',
    'Demande d’accès compassionnel',
    'Renouvellement AAC – Doloxal',
    'e-Saturne indisponible',
    'Doloxal | Ce médicament relève de l’accès précoce.',
    'Demande d’ATU nominative',
    'Compassionate use request',
  ],
  exportCertificate: [
    'Certificat d’exportation de médicament – Maroc',
    'Certificat de libre vente Doloxal',
    'Demande de CLV – Doloxal',
    'Demande de certificat OMS',
    'Certificat CPP pour l’Algérie',
    'Certificate of pharmaceutical product',
    'Doloxal | Nous avons besoin d’un certificat de libre vente légalisé.',
  ],
  traveller: [
    'Voyage au Maroc',
    'Voyager avec mes médicaments',
    'Attestation de transport de médicaments',
    'Vacances | Je pars en voyage en Espagne et je prends un traitement.',
    'Certificat Schengen',
    'Customs | We are travelling with my medication to France.',
  ],
  otherProcedure: [
    'Demande d’autorisation d’importation d’un médicament vétérinaire',
    'Importation de dispositifs médicaux',
    'Importation de médicaments vétérinaires',
    'Déclaration MPUP 2026',
    'Demande d’importation de sang de cordon',
    'Autorisation MOT',
    'Importation de matières premières',
    'Importation de cellules souches',
  ],
  question: [
    'Question sur le délai',
    'Renseignements',
    'Faut-il une autorisation d’importation pour un médicament en transit ?',
    'Doloxal | Faut-il une autorisation d’importation ou une déclaration d’exportation ?',
    'J’ai une question sur les demandes d’AI',
    'Bonjour | Quelles sont les démarches pour obtenir une autorisation d’importation ?',
    'Doloxal | Do we need an import licence for samples?',
    'Médicament | Je suis un particulier : puis-je importer mon traitement ?',
  ],
  unrelated: [
    'Newsletter de juin',
    'Webinaire gratuit',
    'Offre promotionnelle | Pour vous désabonner, cliquez ici.',
    'Candidature spontanée',
    'Meilleur casino',
  ],
  unclear: [
    '',
    'AI',
    'AIP',
    'AIP Doloxal',
    'AES',
    'Chiffrement AES | La clé AES est jointe.',
    'Fichier audio AAC | Le fichier AAC est joint.',
    'Avis du CPP',
    'Aide',
    'J’ai reçu votre courrier',
    'J’AI BIEN REÇU VOS DOCUMENTS',
    'j’ai reçu de vos nouvelles | J’ai lu. Je n’ai rien à ajouter.',
    'demande d’ai | Merci d’avance',
    'de la part de M. Durand',
    'DOSSIER DE DEMANDE',
    'DEMANDE DE N° EORI',
    'DEMANDE DE RENDEZ-VOUS',
    'Livraison le 12 DEC 2026',
    'Réunion 31-DEC-2026',
    'MOT DE PASSE DU FICHIER | alba-2026',
    'DEMANDE D’AIDE',
    'En particulier',
    'Colis | Notre livraison est bloquée en douane.',
    'Autorisation d’importation et déclaration d’exportation',
    'Demande d’autorisation d’importation et certificat d’exportation',
    'Importation parallèle et stupéfiants et psychotropes',
    'Autorisation d’importation, accès compassionnel',
    'Renouvellement',
    'Demande AI-2026-000123-K',
    'Lettre n° 214 | Importation de médicaments : trois webinaires. Se désabonner',
  ],
};

const table = Object.entries(mails).flatMap(([kind, all]) => all.map((mail) => [mail, kind] as const));

describe('what a mail without documents wants', () => {
  it.each(table)('« %s »: %s', (mail, kind) => {
    expect(kindOf(mail)).toBe(kind);
  });

  it('is tried on every kind, four times at least', () => {
    expect(table.length).toBeGreaterThanOrEqual(120);
    for (const [kind, all] of Object.entries(mails)) expect(all.length, kind).toBeGreaterThanOrEqual(4);
  });

  it.each(['NFC', 'NFD'] as const)('is the same in %s, and in another layout', (form) => {
    const found = intent('Demande  d’autorisation\td’importation parallèle'.normalize(form), '', []);
    expect(found.kind).toBe('parallelImport');
  });

  it('quotes the words that decided, as they stand, and where', () => {
    expect(intent('Doloxal', 'Où en est\nnotre demande d’AI ?', []).evidence).toEqual(['« Où en est » (texte)']);
    expect(intent('Voyage avec mes médicaments', '', []).evidence).toEqual(['« Voyage avec mes médicaments » (objet)']);
    expect(intent('Retrait de la demande', '', []).evidence).toEqual(['« Retrait de la demande » (objet)']);
  });

  it('quotes both sides of a contradiction', () => {
    const { evidence } = intent('Autorisation d’importation et accès compassionnel', '', []);
    expect(evidence).toEqual(['« Autorisation d’importation » (objet)', '« accès compassionnel » (objet)']);
  });

  it('repeats nothing else of what a private individual writes', () => {
    const { evidence } = intent('Aide', 'Atteinte d’une sclérose, je suis une particulière et prends Doloxal.', []);
    expect(evidence).toEqual(['« suis une particulière » (texte)']);
  });
});

/** What a mail with documents wants. */
function withDocuments(subject: string, mail: MailDescription, text = ''): IntentKind {
  return intent(subject, text, aSubmission(mail).documents).kind;
}

describe('the documents of a mail', () => {
  it.each([
    ['Bonjour', 'importRequest'],
    ['Importation parallèle', 'importRequest'],
    ['Stupéfiants et psychotropes', 'importRequest'],
    ['Demande d’attestation d’importation', 'importRequest'],
    ['Relance', 'importRequest'],
    ['Déclaration d’exportation', 'importRequest'],
    ['Renouvellement de l’autorisation d’importation', 'renewal'],
  ])('with an import form under « %s » make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: ['importForm'] })).toBe(kind);
  });

  it('with a form show staff that something else is said', () => {
    const { documents } = aSubmission({ documents: ['importForm'] });
    expect(intent('Annulation de notre demande', '', documents).evidence).toContain(
      '« Annulation de notre demande » (objet)',
    );
  });

  it.each([
    ['Bonjour', 'decisionCopy'],
    ['Modification de l’AI 2026-0123', 'modification'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with a form that the agency has written on, under « %s », make it %s', (subject, kind) => {
    const documents = [{ kind: 'importForm', fields: { reservedForAgency: 'AI n° 2026-0123, visa' } }] as const;
    expect(withDocuments(subject, { documents })).toBe(kind);
  });

  it('with a picture that seems written on are a request all the same', () => {
    const documents = [{ kind: 'importForm', fields: { reservedForAgency: 'VI5A' }, ocr: 60 }] as const;
    expect(withDocuments('Bonjour', { documents })).toBe('importRequest');
  });

  it.each([
    ['initial', 'exportDeclaration'],
    ['complementary', 'complementaryDeclaration'],
  ] as const)('with an export form of type %s make it %s', (declarationType, kind) => {
    expect(withDocuments('Bonjour', { documents: ['exportForm'], fields: { declarationType } })).toBe(kind);
  });

  it.each([
    ['Bonjour', 'imputationReturn'],
    ['AI n° 2026-0123', 'imputationReturn'],
    ['Autorisation d’importation 2026-0123', 'imputationReturn'],
    ['Réponse à votre demande', 'imputationReturn'],
    ['Renouvellement d’autorisation d’importation', 'renewal'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with a table under « %s » make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: [{ kind: 'imputationTable', tables: [] }] })).toBe(kind);
  });

  it('with a table and a letter that gives the values of a request are one', () => {
    const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
    const documents = [{ kind: 'imputationTable' }, { kind: 'requestLetter', fields }] as const;
    expect(withDocuments('Doloxal', { documents })).toBe('importRequest');
  });

  it.each([
    ['Doloxal', 'decisionCopy'],
    ['AI n° 2026-0123', 'decisionCopy'],
    ['Modification de l’AI n° 2026-0123', 'modification'],
    ['Demande d’autorisation d’importation', 'importRequest'],
  ])('with an issued authorisation alone, under « %s », make it %s', (subject, kind) => {
    expect(withDocuments(subject, { documents: ['issuedAuthorisation', 'decoration'] })).toBe(kind);
  });

  it('with an issued authorisation beside others decide nothing', () => {
    expect(withDocuments('Doloxal', { documents: ['issuedAuthorisation', 'other'] })).toBe('unclear');
  });

  it.each(['Doloxal', 'Accès compassionnel', 'Faut-il autre chose ?', 'Certificat CPP et importation parallèle'])(
    'that give the values of a request settle « %s »',
    (subject) => {
      const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
      expect(withDocuments(subject, { documents: [{ kind: 'requestLetter', fields }] })).toBe('importRequest');
    },
  );

  it('never outweigh an act or another procedure that is said, short of a form', () => {
    const fields = { provenanceCountry: 'CH', importerName: 'Alba Distribution', purpose: ['other'] } as const;
    const mail = { documents: [{ kind: 'requestLetter', fields }] } as const;
    expect(withDocuments('Importation parallèle', mail)).toBe('parallelImport');
    expect(withDocuments('Annulation de notre demande', mail)).toBe('withdrawal');
  });

  it('that give a destination and an exporter are a declaration', () => {
    const fields = { destinationCountries: ['MA'], exporterName: 'Alba Distribution' } as const;
    expect(withDocuments('Doloxal', { documents: [{ kind: 'requestLetter', fields }] })).toBe('exportDeclaration');
  });

  it('with a prescription make a request about « my treatment » an individual’s', () => {
    const mail = { documents: ['prescription'] } as const;
    const text = 'Je demande une autorisation d’importation pour mon traitement.';
    expect(withDocuments('Demande d’importation', mail, text)).toBe('individualRequest');
    expect(withDocuments('Demande d’importation', {}, text)).toBe('importRequest');
    expect(withDocuments('Doloxal', mail)).toBe('unclear');
  });
});

const kinds = Object.keys(intentCues) as CuedKind[];
const words = kinds.flatMap((kind) => {
  const { says, mentions = [], inSubject = [] } = intentCues[kind];
  return [...says, ...mentions, ...inSubject].filter((each) => typeof each === 'string');
});
const someText = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 })
  .map((parts) => parts.join(' '));

describe('any mail', () => {
  it('wants one of the kinds, and what decided can be read in it', () => {
    fc.assert(
      fc.property(someText, someText, (subject, text) => {
        const { kind, evidence } = intent(subject, text, []);
        expect([...kinds, 'unclear']).toContain(kind);
        if (kind !== 'unclear') expect(evidence.length).toBeGreaterThan(0);
        const mail = `${subject} ${text}`.replace(/\s+/g, ' ');
        for (const each of evidence) expect(mail).toContain(/^« (.*) » \((?:objet|texte)\)$/s.exec(each)?.[1]);
      }),
      { numRuns: 300 },
    );
  });

  it('wants the same whatever the order of its documents', () => {
    const described = fc.constantFrom(
      ...(['importForm', 'exportForm', 'imputationTable', 'issuedAuthorisation', 'prescription'] as const),
      ...(['requestLetter', 'other', 'decoration', 'unreadable'] as const),
      { kind: 'importForm', fields: { reservedForAgency: 'Visa' } } as const,
      { kind: 'exportForm', fields: { declarationType: 'complementary' } } as const,
      { kind: 'requestLetter', fields: { provenanceCountry: 'CH', importerName: 'Alba', purpose: ['other'] } } as const,
    );
    const shuffled = fc.array(described, { maxLength: 5 }).chain((all) => {
      const documents = all.map((each) => (typeof each === 'string' ? { kind: each } : each));
      const submission = aSubmission({ documents });
      return fc.tuple(
        fc.constant(submission.documents),
        fc.shuffledSubarray([...submission.documents], { minLength: submission.documents.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, someText, ([documents, others], text) => {
        expect(intent('Doloxal', text, others)).toEqual(intent('Doloxal', text, documents));
      }),
    );
  });

  it('is walked through once, however long', () => {
    const found = intent('', 'suite à votre demande AIP / '.repeat(7_000), []);
    expect(found).toEqual({ kind: 'replyToRequest', evidence: ['« suite à votre demande » (texte)'] });
  });

  it('holds no cue whose words are pages apart', () => {
    expect(intent('', `demande ${'de '.repeat(100)} importation`, []).kind).toBe('unclear');
  });
});

describe('the table of cues', () => {
  it('finds each of its own phrases, as itself or as one that says more', () => {
    for (const kind of kinds) {
      const { says, mentions = [] } = intentCues[kind];
      for (const cue of [...says, ...mentions]) {
        if (typeof cue !== 'string') continue;
        expect(findCues(cue, 'text'), cue).not.toEqual([]);
        expect(
          findCues(cue.toLocaleUpperCase('fr'), 'text').map((each) => each.kind),
          cue,
        ).toEqual(findCues(cue, 'text').map((each) => each.kind));
      }
    }
  });

  it('gives no phrase to two kinds', () => {
    const owners = new Map<string, CuedKind>();
    for (const kind of kinds) {
      for (const cue of [...intentCues[kind].says, ...(intentCues[kind].mentions ?? [])]) {
        expect(owners.get(String(cue)) ?? kind, String(cue)).toBe(kind);
        owners.set(String(cue), kind);
      }
    }
  });
});
