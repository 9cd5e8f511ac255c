/** Invented firms; `site` is their domain, `about` how they apply. */
export interface Firm {
  readonly name: string;
  readonly site: string;
  readonly address: string;
  readonly about: 'pharmaceuticalEstablishment' | 'hospitalPharmacy' | 'other';
}

/** Invented medicines, each with a form and a route that go together. */
export interface Medicine {
  readonly brand: string;
  readonly substance: string;
  readonly strength: string;
  readonly form: string;
  readonly route: string;
  /** Singular and plural of what is counted, and what one holds. */
  readonly pack: string;
}

export const firms: readonly [Firm, ...Firm[]] = [
  firm('Laboratoires Aubraie', 'aubraie', '14 allée des Peupliers, 45999 Aubraie-sur-Loire'),
  firm('Coriandre Santé', 'coriandre-sante', '8 rue des Glycines, 69999 Monclar-sur-Azergues'),
  firm('Varennes Biotech', 'varennes-biotech', '27 rue du Lavoir, 21999 Varennes-le-Haut'),
  firm('Pharma Sainte-Aube', 'sainte-aube', '3 quai des Tanneurs, 33999 Sainte-Aube'),
  firm('Laboratoire Ombrelle', 'ombrelle', '61 boulevard de la Digue, 76999 Ombrelle-Plage'),
  firm('Institut Merisier', 'merisier', '5 impasse du Merisier, 67999 Hautmoulin', 'other'),
  firm('Galénique du Vexin', 'galenique-vexin', '19 chemin des Carrières, 95999 Arronville-le-Bois'),
  firm('CH de Valmont', 'ch-valmont', '2 avenue du Vieux-Moulin, 38999 Valmont-les-Bains', 'hospitalPharmacy'),
  firm('CHU de Rochebrune', 'chu-rochebrune', '100 avenue des Cèdres, 87999 Rochebrune', 'hospitalPharmacy'),
  firm('Distrimed Océan', 'distrimed-ocean', '12 zone du Phare, 29999 Port-Kerlan'),
  firm('Thérapeutique Lémanique', 'lemanique', '44 route du Lac, 74999 Yvelin'),
  firm('Développement Arcadie', 'arcadie', '9 place du Marché, 31999 Montverdier', 'other'),
];

export const people: readonly [string, ...string[]] = [
  'Claire Aubert',
  'Samuel Orfeuil',
  'Lucie Tessandier',
  'Marc Delaunoy',
  'Irène Castelnau',
  'Hélène Marchais',
  'Paul Ferrand',
  'Noémie Garrigue',
  'Étienne Vasseur',
  'Solène Kermadec',
];

export const medicines: readonly [Medicine, ...Medicine[]] = [
  medicine('Néravoxa', 'Fluvoxadine', '25 mg', 'Gélule', 'Voie orale', 'boîtes de 30 gélules'),
  medicine('Trimévalone', 'Trimévalone', '500 mg', 'Comprimé pelliculé', 'Voie orale', 'boîtes de 100 comprimés'),
  medicine('Oxalentine', 'Oxalentine', '5 mg/ml', 'Solution injectable', 'Voie intraveineuse', 'boîtes de 10 flacons'),
  medicine('Corvastine', 'Corvastine', '2 mg/ml', 'Solution injectable', 'Voie intraveineuse', 'boîtes de 5 ampoules'),
  medicine('Doloxal', 'Doloxalamine', '150 mg', 'Comprimé', 'Voie orale', 'boîtes de 25 comprimés'),
  medicine('Brumizène', 'Brumizénol', '4 mg', 'Gel', 'Voie cutanée', 'boîtes de 6 tubes'),
];

export const countries: readonly [string, ...string[]] = [
  'Allemagne',
  'Italie',
  'Suisse',
  'Inde',
  'États-Unis',
  'Japon',
  'Espagne',
  'Canada',
];

export const sentences: readonly [string, ...string[]] = [
  'Le dossier complet est préparé depuis plusieurs semaines par nos équipes, et chaque document joint a été relu par deux personnes avant cet envoi.',
  'Nos coordonnées n’ont pas changé depuis notre dernier échange, et le service reste joignable aux heures ouvrables.',
  'Les lots seront contrôlés puis libérés par nos soins avant toute mise à disposition.',
  'La première livraison est attendue à la fin du mois prochain, sous réserve de votre accord.',
  'Nous restons attentifs à la suite donnée à cet envoi et vous tiendrons informés de toute évolution.',
  'Le transport se fera sous température dirigée, avec enregistrement continu.',
  'Nous vous remercions par avance de l’attention que vous porterez à ce dossier.',
  'Je reste à votre disposition pour tout renseignement complémentaire.',
];

function firm(name: string, site: string, address: string, about: Firm['about'] = 'pharmaceuticalEstablishment'): Firm {
  return { name, site: `${site}.example`, address: `${address}, France`, about };
}

function medicine(
  brand: string,
  substance: string,
  strength: string,
  form: string,
  route: string,
  pack: string,
): Medicine {
  return { brand, substance, strength, form, route, pack };
}
