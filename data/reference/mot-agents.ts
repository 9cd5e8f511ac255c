/**
 * Cues of micro-organisms and toxins (« MOT ») under the rules of CSP L5139-1 and R5139-1. Source: the order that lists
 * them under L5139-1; extrait écrit de mémoire en novembre 2026, à revalider sur l’arrêté en vigueur. A hit is a flag
 * for a person, its absence proves nothing. Matched as whole words, without accents.
 */
export const motAgents = [
  'abrine',
  'Bacillus anthracis',
  'botulinum',
  'botulinumtoxin',
  'Brucella',
  'Burkholderia mallei',
  'Burkholderia pseudomallei',
  'Clostridium botulinum',
  'Ebola',
  'Francisella tularensis',
  'Marburg',
  'ricine',
  'saxitoxine',
  'tétrodotoxine',
  'toxine botulinique',
  'toxine botulique',
  'toxine epsilon',
  'variole',
  'Yersinia pestis',
] as const;
