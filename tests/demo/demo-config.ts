/** A configuration whose mailboxes are folders under `place`, and whose letters go to a server on loopback. */
export function demoConfig(place: string, smtpPort: number): string {
  return `# Configuration de la démonstration
service:
  name: Agence exemple – pôle importations et exportations (démonstration)
  postalAddress: |
    1 place de l’Exemple
    93000 Exempleville
  telephone: 01 00 00 00 00
  recourse: |
    Dans les deux mois suivant la date à laquelle votre demande sera réputée rejetée, vous pourrez former contre la
    décision implicite un recours gracieux auprès de l’agence, ou un recours contentieux devant le tribunal administratif
    territorialement compétent. (Texte d’exemple, à remplacer par celui du service juridique.)
mailboxes:
  import: { address: importation-medicaments@agence.example, directory: ${JSON.stringify(`${place}/import`)} }
  export: { address: exportation-medicaments@agence.example, directory: ${JSON.stringify(`${place}/export`)} }
smtp: { host: 127.0.0.1, port: ${smtpPort}, security: none }
storage: { directory: ${JSON.stringify(`${place}/registre`)} }
schedule: { reconcileEvery: 5 }
`;
}
