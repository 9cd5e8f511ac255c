/** A cap on what is looked at inside one mail: the most there may be of something, and why no more. */
export interface Cap {
  readonly most: number;
  /** What is counted, in French. */
  readonly unit: string;
  /** Why this much is enough, or why more is a danger, in French. */
  readonly reason: string;
}

/**
 * EVERY cap on opening and reading, in one table; `guichet limits` prints it. The mail itself is kept whole in the
 * archive whatever they say. Time and memory caps are settings (`limits` in the configuration).
 */
export const caps = {
  // Opening a mail
  depth: { most: 6, unit: 'niveaux', reason: 'un courriel transmis deux fois avec une archive en compte quatre' },
  parts: {
    most: 600,
    unit: 'fichiers',
    reason: 'tous contenants ouverts ; un dossier réel en compte quelques dizaines',
  },
  partBytes: {
    most: 40 * 1024 * 1024,
    unit: 'octets par fichier',
    reason: 'au-delà de ce que les messageries acceptent',
  },
  openedBytes: {
    most: 160 * 1024 * 1024,
    unit: 'octets sortis des contenants',
    reason: 'comptés à mesure : la taille annoncée par une archive peut mentir',
  },
  archiveEntries: { most: 2_000, unit: 'entrées par archive', reason: 'une bombe en compte des millions' },
  archiveBytes: {
    most: 64 * 1024 * 1024,
    unit: 'octets par archive, une fois ouverte',
    reason: 'bombe de décompression',
  },
  textCharacters: { most: 200_000, unit: 'caractères de texte', reason: 'une demande tient en deux pages' },
  sentences: { most: 300, unit: 'phrases par courriel', reason: 'une demande en compte une dizaine' },
  sentencesRead: {
    most: 30,
    unit: 'phrases où l’on cherche des valeurs',
    reason: 'celles qui demandent d’abord ; y chercher une quantité coûte jusqu’à des millisecondes',
  },
  htmlCharacters: {
    most: 400_000,
    unit: 'caractères de HTML',
    reason: 'convertir des balises imbriquées coûte des secondes par mégaoctet',
  },
  htmlNodes: { most: 20_000, unit: 'éléments de HTML', reason: 'même raison' },
  htmlSpans: { most: 500, unit: 'cellules de HTML sur plusieurs colonnes', reason: 'mises en page case par case' },
  htmlDepth: { most: 200, unit: 'niveaux de HTML', reason: 'les lire coûte le carré de leur nombre' },
  fileNameCharacters: { most: 120, unit: 'caractères d’un nom de fichier', reason: 'affichage' },
  // PDF
  pages: { most: 50, unit: 'pages par PDF', reason: 'un formulaire et sa lettre en ont quelques-unes' },
  pageNodes: {
    most: 5_000,
    unit: 'nœuds dans l’arbre des pages d’un PDF',
    reason: 'chaque lecteur les parcourt tous ; un dossier en compte quelques centaines',
  },
  segments: { most: 20_000, unit: 'fragments de texte par PDF', reason: 'une page dense en compte cinq cents' },
  fields: { most: 2_000, unit: 'champs par formulaire', reason: 'un formulaire en compte une trentaine' },
  fieldCharacters: { most: 5_000, unit: 'caractères par champ', reason: 'une justification longue' },
  pdfObjectBytes: {
    most: 8 * 1024 * 1024,
    unit: 'octets d’objets compressés par PDF',
    reason: 'bombe de décompression ; cinquante pages en comptent deux cent mille',
  },
  pdfBytes: {
    most: 64 * 1024 * 1024,
    unit: 'octets décompressés par PDF, images non comprises',
    reason: 'bombe de décompression ; textes, dessins et polices d’un dossier en comptent quelques millions',
  },
  mappedCharacters: {
    most: 4_000_000,
    unit: 'caractères nommés par plages dans les polices d’un PDF',
    reason: 'une police en nomme 65 536 au plus ; des plages répétées en font des milliards, lus un à un',
  },
  xfaBytes: { most: 4 * 1024 * 1024, unit: 'octets par partie d’un formulaire XFA', reason: 'bombe de décompression' },
  // Workbooks
  workbookBytes: {
    most: 24 * 1024 * 1024,
    unit: 'octets de cellules par classeur, une fois ouvert',
    reason: 'bombe de décompression ; cent octets par cellule en laissent cinq fois plus qu’il n’en est lu',
  },
  sheets: { most: 20, unit: 'feuilles par classeur', reason: 'un tableau d’imputation tient sur une' },
  rows: { most: 5_000, unit: 'lignes par feuille', reason: 'une opération par ligne' },
  columns: { most: 100, unit: 'colonnes par feuille', reason: 'un tableau en compte une douzaine' },
  cells: { most: 50_000, unit: 'cellules par classeur', reason: 'mémoire' },
  cellCharacters: {
    most: 2_000_000,
    unit: 'caractères par classeur',
    reason: 'un même long texte peut être partagé par toutes les cellules',
  },
  formCells: {
    most: 2_000,
    unit: 'cellules d’un classeur lues comme un formulaire',
    reason: 'un formulaire en compte une centaine ; chercher des libellés partout coûte des secondes',
  },
  // Office texts
  xmlBytes: { most: 32 * 1024 * 1024, unit: 'octets de XML par document', reason: 'bombe de décompression' },
  xmlDepth: { most: 200, unit: 'niveaux de XML', reason: 'un document Word en compte une vingtaine' },
  xmlElements: {
    most: 400_000,
    unit: 'éléments et attributs de XML par document',
    reason: 'mémoire et temps ; une demande en compte quelques milliers',
  },
  blockDepth: { most: 10, unit: 'tableaux ou cadres l’un dans l’autre', reason: 'temps de mise en page' },
  // Pictures
  decorationPixels: {
    most: 250_000,
    unit: 'pixels d’un logo',
    reason: 'une page A4 à 60 points par pouce en a 350 000',
  },
  pixels: {
    most: 40_000_000,
    unit: 'pixels par image',
    reason: 'une page A4 à 600 points par pouce ; au-delà, la mémoire',
  },
  pictureBytes: {
    most: 60 * 1024 * 1024,
    unit: 'octets par image, une fois décodée',
    reason: 'vingt millions de pixels en couleurs : mémoire',
  },
  workingPixels: {
    most: 6_000_000,
    unit: 'pixels par page reconnue',
    reason: 'une page A4 à 200 points par pouce en a quatre millions ; plus n’apprend rien au lecteur',
  },
  recognisedPages: { most: 6, unit: 'pages reconnues par message', reason: 'une demi-seconde de calcul par page' },
} as const satisfies Record<string, Cap>;

/** The caps as numbers, for the code. */
export const limits = Object.fromEntries(Object.entries(caps).map(([name, { most }]) => [name, most])) as {
  readonly [Name in keyof typeof caps]: number;
};

/** The caps of one ZIP archive, as its directory reader wants them. */
export const archiveCaps = { entries: limits.archiveEntries, bytes: limits.archiveBytes };
