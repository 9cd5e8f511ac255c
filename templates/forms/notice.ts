/** What every document drawn by the project says of itself, so that nobody takes it for the agency's form. */
export const MODEL_NOTICE = 'Modèle du projet Guichet – ce document n’est pas le formulaire officiel';

/** The same for the workbook, which is no form. */
export const MODEL_TABLE_NOTICE = 'Modèle du projet Guichet – ce document n’est pas le tableau officiel';
