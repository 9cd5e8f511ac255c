/**
 * Words of mails that tell what they want or announce. Sources: the agency's page on import authorisations (29/05/2026)
 * and CSP R5121-108 to R5121-136; wording of mails inferred, to be completed from real traffic. As of 2026-11.
 *
 * Cues are looked for in folded text (no accents, lower case, single spaces), as whole words.
 */

/** Words that announce files with the mail. */
export const attachmentCues = [
  'ci joint',
  'ci jointe',
  'ci joints',
  'ci jointes',
  'en piece jointe',
  'en pieces jointes',
  'en pj',
  'joint a ce message',
  'joints a ce message',
  'trouverez joint',
  'trouverez en annexe',
  'please find attached',
  'see attached',
] as const;

/** Hosts of file transfer services: their links are never opened. A host matches with its sub-domains. */
export const transferHosts = [
  'wetransfer.com',
  'we.tl',
  'swisstransfer.com',
  'grosfichiers.com',
  'fromsmash.com',
  'dropbox.com',
  'drive.google.com',
  'docs.google.com',
  'onedrive.live.com',
  '1drv.ms',
  'sharepoint.com',
  'box.com',
  'francetransfert.numerique.gouv.fr',
  'filesender.renater.fr',
] as const;

/**
 * Words by which a sentence asks for an import, or declares an export, now. Folded, as the start of words: « souhait »
 * stands for « souhaitons » and « souhaiterais ».
 */
export const askingCues = {
  importRequest: [
    /\b(?:souhait|voudr|voul|aimer|desir|envisage|prevo|prevu|projet|compt|devons|dois|doit|besoin)\w*(?: \w+){0,8} (?:importer|faire venir)\b/,
    /\b(?:souhait|voudr|voul|desir|envisage|prevo|besoin)\w*(?: \w+){0,8} importation\b/,
    /\b(?:sollicit|demand|requ[ei]r)\w*(?: \w+){0,14} (?:importer|importation)\b/,
    /\bautoriser(?: \w+){0,6} (?:importer|importation)\b/,
    /\b(?:wish|like|want|need|intend|plan|request|seek|apply|applying|application)\b(?: \w+){0,10} (?:import|importation)\b/,
  ],
  exportDeclaration: [
    /\b(?:souhait|voudr|desir|envisage|prevo|prevu|projet|compt|devons|allons|declar)\w*(?: \w+){0,10} (?:exporter|exportation)\b/,
    /\b(?:wish|like|want|need|intend|plan|declare|declaring|declaration)\b(?: \w+){0,10} export\b/,
    /\bexport declaration\b/,
  ],
} as const;

/** Words of a sentence that speaks of an import without asking for it: done, asked before, refused, imagined. Folded. */
export const notAskingCues = [
  /\b(?:avons|ai|a|avait|avions|ont|ete) (?:deja )?(?:bien )?(?:importe|exporte|recu|obtenu|depose|transmis|adresse|envoye|demande|sollicite|declare)(?:e|s|es)?\b/,
  /\b(?:ne|n) (?:\w+ ){1,3}(?:pas|plus|jamais|aucun|aucune)\b(?: \w+){0,4} (?:importer|importation|exporter|exportation)\b/,
  /\b(?:faut il|est il|peut on|puis je|pouvons nous|doit on|dois je|devons nous|comment|savoir (?:si|ou|quand|comment|quel)|question|renseignement|conditions pour|quels? delais?|delais? (?:d instruction|de reponse|de traitement de))\b/,
  /\b(?:refus|annul|retir|retrait|abandon)\w*\b/,
  /\b(?:disposons|dispose|detenons|detient|titulaires?|beneficions|beneficie|possedons|possede|hold|holder)\b/,
  /\b(?:notre|ma|votre|la) (?:demande|declaration|autorisation)(?: \w+){0,4} (?:du|deposee|envoyee|transmise|adressee|delivree|accordee) \b/,
  /\b(?:suite a l|lors de l|apres l|depuis l) (?:importation|exportation)\b/,
  /\b(?:already|previously|have imported|has imported|was imported|were imported|have exported|whether|how to|how long)\b/,
] as const;

/** Questions that ask for leave: « pourriez-vous nous autoriser à importer … ? » Folded. */
export const politeQuestion = /\b(?:auriez|pourriez|pouvez|voulez|voudriez) vous\b(?: \w+){0,8} autoriser\b/;

/** Words of mails that ask after a request, complain, or take one back: what they tell of a medicine asks for nothing. */
export const notRequestCues = [
  'ou en est',
  'ou en sont',
  'ou en etes',
  'etat d avancement',
  'avancement de',
  'avancement du',
  'relance',
  'je me permets de vous relancer',
  'nous nous permettons de vous relancer',
  'sans reponse de votre part',
  'reste sans reponse',
  'restee sans reponse',
  'sans nouvelles',
  'toujours pas recu',
  'pas encore recu',
  'annulation',
  'annuler notre demande',
  'annuler ma demande',
  'retirer notre demande',
  'retirer ma demande',
  'retrait de notre demande',
  'ne plus tenir compte',
  'classer sans suite',
  'reclamation',
  'porter plainte',
  'inadmissible',
  'inacceptable',
  'status of our',
  'status of my',
  'any update',
  'withdraw our',
  'withdraw my',
] as const;

/** Small words that tell the language of a text and that the other language lacks. Folded. */
export const languageWords = {
  english: (
    'the of and to for with we our you your is are this that have has please find attached would like dear regards from by ' +
    'an in it not will hello thank thanks kind sincerely which be as at'
  ).split(' '),
  french: (
    'le la les des du de et pour nous vous votre notre est sont une un dans avec ce cette que qui par sur au aux bonjour ' +
    'merci cordialement madame monsieur je mon ma nos vos'
  ).split(' '),
} as const;
