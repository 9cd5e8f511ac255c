import type { Journey } from './plot.ts';

/** Mails that want something else, or nothing: each in one mail, with the words that should decide. */
export function neighbours(): Journey[] {
  return wishes.map(([name, about, subject, text]) => ({
    name: `objet-${name}`,
    about,
    steps: [{ on: '2026-06-01', mail: { subject, text: `Bonjour,\n\n${text}\n\nCordialement,\nClaire Aubert\n` } }],
  }));
}

const wishes: readonly (readonly [name: string, about: string, subject: string, text: string])[] = [
  [
    'retrait',
    'Un demandeur renonce sans citer de dossier.',
    'Annulation',
    'Nous retirons notre demande, merci de la classer sans suite.',
  ],
  [
    'modification',
    'Un titulaire demande une modification.',
    'Modification de l’AI n° EX-2026-12',
    'Nous demandons un avenant : la quantité passe à 2 000 boîtes.',
  ],
  [
    'renouvellement',
    'Une autorisation arrive à échéance.',
    'Renouvellement AI n° EX-2026-12',
    'Notre autorisation arrive à échéance, nous demandons son renouvellement.',
  ],
  [
    'relance',
    'Un demandeur demande où en est sa demande.',
    'Relance',
    'Où en est notre dossier ? Nous sommes sans réponse de votre part.',
  ],
  [
    'copie-d-autorisation',
    'La douane envoie une autorisation délivrée.',
    'Copie de l’AI',
    'Voici la copie de l’autorisation présentée en douane.',
  ],
  [
    'impexweb',
    'Un problème de connexion au portail.',
    'Impexweb : connexion impossible',
    'Impossible de nous connecter à Impexweb, le code Google Authenticator est refusé.',
  ],
  [
    'importation-parallele',
    'Une importation parallèle.',
    'Demande d’AIP – importation parallèle',
    'Nous demandons une autorisation d’importation parallèle, le titulaire de l’AMM étant établi en Espagne, avec reconditionnement.',
  ],
  [
    'stupefiants',
    'Un permis de stupéfiants.',
    'Aubraie / demande AIS / Belgique / 2026-77',
    'Voici notre demande d’autorisation spéciale pour un stupéfiant.',
  ],
  [
    'attestation-d-essai',
    'Une attestation d’importation pour un essai autorisé.',
    'Attestation d’importation – essai autorisé',
    'Notre essai est autorisé dans CTIS, nous demandons l’attestation d’importation.',
  ],
  [
    'acces-compassionnel',
    'Un accès compassionnel.',
    'AAC e-Saturne',
    'Nous demandons un accès compassionnel pour un patient, par e-Saturne.',
  ],
  [
    'certificat-d-exportation',
    'Un certificat d’exportation.',
    'Certificat d’exportation (CPP)',
    'Nous demandons un certificat OMS de produit pharmaceutique.',
  ],
  [
    'voyageur',
    'Un voyageur et ses médicaments.',
    'Voyage avec mes médicaments',
    'Je pars en voyage et je souhaite une attestation de transport pour l’espace Schengen.',
  ],
  [
    'veterinaire',
    'Un médicament vétérinaire.',
    'Importation d’un médicament vétérinaire',
    'Nous souhaitons importer un médicament vétérinaire pour des chevaux.',
  ],
  [
    'recours',
    'Un recours contre un refus.',
    'Recours gracieux',
    'Nous formons un recours gracieux contre le refus implicite de notre demande, et demandons la communication des motifs.',
  ],
  [
    'sigle-aip-psychotrope',
    'AIP veut aussi dire autorisation d’importation de psychotropes.',
    'Aubraie / demande AIP / Suisse / 2026-78',
    'Voici notre demande pour un psychotrope, avec le permis.',
  ],
  ['sigle-aip-seul', 'AIP seul ne dit pas laquelle des deux.', 'AIP', 'Merci de traiter notre AIP.'],
  ['sigle-aes', 'AES est aussi un chiffrement.', 'Chiffrement AES', 'La clé AES vous parviendra par téléphone.'],
  ['sigle-aac', 'AAC est aussi un format audio.', 'Fichier audio AAC', 'Le fichier AAC de la réunion est en ligne.'],
  [
    'micro-organismes',
    'Des micro-organismes et toxines seuls.',
    'Dossier MOT',
    'Nous demandons une autorisation MOT pour l’importation de toxines.',
  ],
  [
    'sang',
    'Des produits sanguins labiles.',
    'Importation de produits sanguins labiles',
    'Nous souhaitons une importation de plasma.',
  ],
  ['question', 'Une question générale.', 'Question', 'Faut-il une autorisation pour importer un échantillon ?'],
  ['publicite', 'Une annonce sans rapport.', 'Offre spéciale', 'Découvrez nos fauteuils de bureau à prix réduit.'],
  [
    'sigle-trompeur',
    'Des mots qui ressemblent à des sigles.',
    'Bonjour',
    'J’ai bien reçu votre message de lundi, merci de votre aide.',
  ],
  ['incertain', 'Un message qui ne dit rien.', 'Dossier', 'Voir ci-dessous.'],
];
