import type { IntentKind } from '../worker/domain/submission.ts';

/** What staff call each thing that a mail can want. */
export const intentNames = {
  appeal: 'recours, motifs, réclamation ou droit d’accès',
  replyToRequest: 'réponse à une demande de pièces',
  withdrawal: 'retrait d’une demande',
  modification: 'modification d’une autorisation ou d’une demande',
  statusQuery: 'question sur l’avancement d’un dossier',
  renewal: 'renouvellement d’une autorisation d’importation',
  individualRequest: 'demande d’autorisation d’importation d’un particulier',
  importRequest: 'demande d’autorisation d’importation',
  imputationReturn: 'retour d’un tableau d’imputation',
  decisionCopy: 'copie d’une autorisation délivrée',
  complementaryDeclaration: 'déclaration d’exportation complémentaire',
  exportDeclaration: 'déclaration d’exportation',
  portalSupport: 'aide sur le portail Impexweb',
  parallelImport: 'importation ou distribution parallèle',
  controlledSubstance: 'autorisation relative aux stupéfiants ou psychotropes',
  trialAttestation: 'attestation d’importation pour un essai',
  compassionateAccess: 'accès compassionnel ou précoce',
  exportCertificate: 'certificat d’exportation',
  traveller: 'voyage avec des médicaments',
  otherProcedure: 'autre procédure (vétérinaire, dispositif, matière première, élément du corps humain…)',
  question: 'question générale',
  unrelated: 'publicité ou message sans rapport',
  unclear: 'objet incertain',
} as const satisfies Record<IntentKind, string>;
