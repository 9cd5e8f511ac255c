/** Words that begin something else than the end of a name: prepositions, pronouns, verbs of requests. */
const goesOn =
  /^\s+(?:en|pour|de|du|des|d['’]|à|au|aux|et|ou|dans|par|afin|chez|sur|car|avec|sous|depuis|vers|via|sans|selon|qui|que|dont|où|ainsi|soit|destinée?s?|fabriquée?s?|produite?s?|provenant|est|sont|a|ne|n['’]|from|for|in|into|to|with|by|and|or|of|made|manufactured|which|is|are)(?![\p{L}\d])/iu;

const sign = /^\s*(?:$|[.,;:!?()«»"“”[\]|])|^\s+[–—-]\s/u;

/** Whether what a name belongs to ends before `rest`: « Vitamine » in « Vitamine C 500 mg » is no whole name. */
export function endsBefore(rest: string): boolean {
  return sign.test(rest) || goesOn.test(rest);
}

/** Whether an amount goes on in `rest`: « 150 mg + 12,5 mg », « 5 mg à 10 mg », « 5 mg par comprimé », « 5 mg/24 h ». */
export function amountGoesOn(rest: string): boolean {
  return /^\s*(?:\/|[+–-]\s*\d|,\s*\d|(?:à|ou|et|or|and|to)\s+\d|(?:par|per)\s(?!voie|l['’ ]|la |les |notre|nos |an(?!\p{L})|mois))/iu.test(
    rest,
  );
}
