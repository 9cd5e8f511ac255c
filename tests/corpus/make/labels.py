"""How four invented authors word their forms: titles, headings, labels, and the answers to tick.

They write as people do who never saw the project's forms. Nothing here may be changed because the reader fails on it.
"""

AGENCY = {
    "import": {
        "title": "Autorisation d’importation de médicament – Formulaire",
        "sections": [
            (
                "IMPORTATEUR",
                [
                    ("importerName", "Nom ou raison sociale"),
                    ("importerAddress", "Adresse"),
                    ("siret", "N° SIRET"),
                    ("applicantCategory", "Qualité du demandeur"),
                    ("contact", "Personne à contacter"),
                ],
            ),
            (
                "DENOMINATION",
                [
                    ("brandName", "Nom de marque"),
                    ("nameOrCode", "Nom du médicament ou numéro de code identifiant le médicament"),
                ],
            ),
            (
                "COMPOSITION ET PRESENTATION",
                [
                    ("composition", "COMPOSITION"),
                    ("pharmaceuticalForm", "FORME PHARMACEUTIQUE"),
                    ("strength", "DOSAGE"),
                    ("route", "VOIE D’ADMINISTRATION"),
                    ("presentation", "Présentation"),
                    ("presentationCode", "Code CIP (s’il existe)"),
                ],
            ),
            (
                "PROVENANCE",
                [
                    ("provenanceCountry", "Pays de provenance"),
                    ("originCountry", "Pays d’origine (s’il est distinct)"),
                ],
            ),
            (
                "QUANTITES IMPORTEES",
                [
                    ("scope", "Nature de l’opération"),
                    ("quantity", "nombre d’unités"),
                    ("globalQuantity", "quantité globale envisagée"),
                    ("plannedOperations", "Nombre d’opérations"),
                    ("periodMonths", "Période"),
                ],
            ),
            (
                "OBJECTIF",
                [
                    ("purpose", "Objectif(s) de l’importation"),
                    ("trialNumber", "N° EudraCT ou EU CT"),
                    ("justification", "Justification"),
                ],
            ),
            (
                "SIGNATURE",
                [
                    ("signatoryName", "Nom du signataire"),
                    ("signatoryTitle", "Qualité du signataire"),
                    ("signedOn", "Date"),
                ],
            ),
        ],
    },
    "export": {
        "title": "Déclaration d’exportation de médicament",
        "sections": [
            (
                "EXPORTATEUR",
                [
                    ("exporterName", "Nom ou raison sociale"),
                    ("exporterAddress", "Adresse"),
                    ("siret", "N° SIRET"),
                    ("contact", "Personne à contacter"),
                ],
            ),
            (
                "DECLARATION",
                [
                    ("declarationType", "Type de déclaration"),
                    ("previousDeclarationNumber", "N° de la déclaration initiale"),
                    ("changes", "Modification déclarée"),
                ],
            ),
            (
                "MEDICAMENT",
                [
                    ("brandName", "Nom de marque"),
                    ("nameOrCode", "Nom du médicament ou numéro de code"),
                    ("composition", "Composition"),
                    ("pharmaceuticalForm", "Forme pharmaceutique"),
                    ("strength", "Dosage"),
                    ("route", "Voie d’administration"),
                    ("presentation", "Présentation"),
                    ("indications", "Indications thérapeutiques"),
                ],
            ),
            (
                "DESTINATION",
                [
                    ("destinationCountries", "Pays de destination"),
                    ("reasonWithoutMarketingAuthorisation", "Motif de l’absence d’AMM en France"),
                ],
            ),
            (
                "DOSSIER",
                [
                    ("pharmacologicalData", "Données pharmacologiques, toxicologiques et cliniques"),
                    ("qualityData", "Données de qualité"),
                ],
            ),
            (
                "SIGNATURE",
                [
                    ("signatoryName", "Nom du signataire"),
                    ("signatoryTitle", "Qualité du signataire"),
                    ("signedOn", "Date"),
                ],
            ),
        ],
    },
    "answers": {
        "applicantCategory": [
            ("pharmaceuticalEstablishment", "Établissement pharmaceutique"),
            ("hospitalPharmacy", "Pharmacie à usage intérieur (PUI)"),
            ("other", "Autre"),
            ("privateIndividual", "Particulier"),
        ],
        "scope": [("single", "Opération unique"), ("series", "Série d’opérations")],
        "purpose": [
            ("humanResearch", "Recherche impliquant la personne humaine"),
            ("analyticalStudy", "Étude analytique, pharmacologique ou toxicologique"),
            ("privateIndividual", "Usage personnel"),
            ("other", "Autre"),
        ],
        "declarationType": [("initial", "Initiale (DEI)"), ("complementary", "Complémentaire (DEC)")],
    },
}

HOSPITAL = {
    "import": {
        "title": "Demande d’autorisation d’importation de médicament",
        "sections": [
            (
                "Demandeur",
                [
                    ("importerName", "Établissement demandeur"),
                    ("importerAddress", "Adresse postale"),
                    ("siret", "SIRET"),
                    ("applicantCategory", "Statut du demandeur"),
                    ("contact", "Contact"),
                ],
            ),
            (
                "Médicament demandé",
                [
                    ("brandName", "Spécialité"),
                    ("nameOrCode", "DCI ou code"),
                    ("composition", "Principe(s) actif(s)"),
                    ("pharmaceuticalForm", "Forme galénique"),
                    ("strength", "Dosage"),
                    ("route", "Voie d’administration"),
                    ("presentation", "Conditionnement"),
                    ("presentationCode", "Code CIP"),
                ],
            ),
            (
                "Importation",
                [
                    ("provenanceCountry", "Provenance"),
                    ("originCountry", "Origine"),
                    ("scope", "Type d’importation"),
                    ("quantity", "Quantité demandée"),
                    ("globalQuantity", "Quantité totale demandée"),
                    ("plannedOperations", "Nombre d’envois prévus"),
                    ("periodMonths", "Durée prévue"),
                    ("purpose", "Motif de la demande"),
                    ("trialNumber", "N° d’essai clinique"),
                    ("justification", "Justification du besoin"),
                ],
            ),
            (
                "Signature",
                [
                    ("signatoryName", "Nom et prénom"),
                    ("signatoryTitle", "Fonction"),
                    ("signedOn", "Date de la demande"),
                ],
            ),
        ],
    },
    "export": {
        "title": "Formulaire de déclaration d’exportation",
        "sections": [
            (
                "Déclarant",
                [
                    ("exporterName", "Établissement pharmaceutique exportateur"),
                    ("exporterAddress", "Adresse postale"),
                    ("siret", "SIRET"),
                    ("contact", "Contact"),
                ],
            ),
            (
                "Objet",
                [
                    ("declarationType", "Nature de la déclaration"),
                    ("previousDeclarationNumber", "Référence de la déclaration initiale"),
                    ("changes", "Nature de la modification"),
                ],
            ),
            (
                "Médicament exporté",
                [
                    ("brandName", "Spécialité"),
                    ("nameOrCode", "DCI"),
                    ("composition", "Principe(s) actif(s)"),
                    ("pharmaceuticalForm", "Forme galénique"),
                    ("strength", "Dosage"),
                    ("route", "Voie d’administration"),
                    ("presentation", "Conditionnement"),
                    ("indications", "Indication(s)"),
                    ("destinationCountries", "Pays destinataire(s)"),
                    ("reasonWithoutMarketingAuthorisation", "Raison de l’absence d’AMM"),
                    ("pharmacologicalData", "Données cliniques et précliniques"),
                    ("qualityData", "Données pharmaceutiques (qualité)"),
                ],
            ),
            (
                "Signature",
                [
                    ("signatoryName", "Nom et prénom"),
                    ("signatoryTitle", "Fonction"),
                    ("signedOn", "Date de la demande"),
                ],
            ),
        ],
    },
    "answers": {
        "applicantCategory": [
            ("pharmaceuticalEstablishment", "Établissement pharmaceutique"),
            ("hospitalPharmacy", "PUI"),
            ("other", "Autre"),
        ],
        "scope": [("single", "Importation unique"), ("series", "Importations multiples")],
        "purpose": [
            ("humanResearch", "Essai clinique"),
            ("analyticalStudy", "Étude analytique ou toxicologique"),
            ("other", "Autre motif"),
        ],
        "declarationType": [("initial", "Déclaration initiale"), ("complementary", "Déclaration complémentaire")],
    },
}

COMPANY = {
    "import": {
        "title": "Demande d’autorisation d’importation d’un médicament",
        "sections": [
            (
                "1. Société importatrice",
                [
                    ("importerName", "Raison sociale"),
                    ("importerAddress", "Siège social"),
                    ("siret", "Numéro SIRET"),
                    ("applicantCategory", "Catégorie de demandeur"),
                    ("contact", "Interlocuteur"),
                ],
            ),
            (
                "2. Produit",
                [
                    ("brandName", "Dénomination commerciale"),
                    ("nameOrCode", "Code produit ou DCI"),
                    ("composition", "Composition qualitative et quantitative en substances actives"),
                    ("pharmaceuticalForm", "Forme"),
                    ("strength", "Dosage / concentration"),
                    ("route", "Voie d’administration"),
                    ("presentation", "Présentation et conditionnement"),
                    ("presentationCode", "CIP"),
                ],
            ),
            (
                "3. Opération",
                [
                    ("provenanceCountry", "Pays d’expédition"),
                    ("originCountry", "Pays de fabrication"),
                    ("scope", "Opération unique ou série d’opérations"),
                    ("quantity", "Quantité à importer"),
                    ("globalQuantity", "Quantité globale à importer"),
                    ("plannedOperations", "Nombre d’importations prévues"),
                    ("periodMonths", "Durée"),
                    ("purpose", "But de l’importation"),
                    ("trialNumber", "Référence de l’essai"),
                    ("justification", "Contexte"),
                ],
            ),
            (
                "4. Signataire",
                [
                    ("signatoryName", "Nom"),
                    ("signatoryTitle", "Qualité"),
                    ("signedOn", "Signé le"),
                ],
            ),
        ],
    },
    "export": {
        "title": "Déclaration d’exportation de médicament vers un pays tiers",
        "sections": [
            (
                "1. Société exportatrice",
                [
                    ("exporterName", "Raison sociale"),
                    ("exporterAddress", "Siège social"),
                    ("siret", "Numéro SIRET"),
                    ("contact", "Interlocuteur"),
                ],
            ),
            (
                "2. Déclaration",
                [
                    ("declarationType", "Déclaration initiale ou complémentaire"),
                    ("previousDeclarationNumber", "N° DEI"),
                    ("changes", "Modifications apportées"),
                ],
            ),
            (
                "3. Produit",
                [
                    ("brandName", "Dénomination commerciale"),
                    ("nameOrCode", "Dénomination commune internationale"),
                    ("composition", "Composition qualitative et quantitative"),
                    ("pharmaceuticalForm", "Forme"),
                    ("strength", "Dosage / concentration"),
                    ("route", "Voie d’administration"),
                    ("presentation", "Présentation et conditionnement"),
                    ("indications", "Indications"),
                ],
            ),
            (
                "4. Exportation",
                [
                    ("destinationCountries", "Pays importateur(s)"),
                    ("reasonWithoutMarketingAuthorisation", "Motif de l’absence d’autorisation de mise sur le marché"),
                    ("pharmacologicalData", "Données pharmacologiques, toxicologiques et cliniques"),
                    ("qualityData", "Données chimiques, pharmaceutiques et biologiques"),
                ],
            ),
            (
                "5. Signataire",
                [
                    ("signatoryName", "Nom"),
                    ("signatoryTitle", "Qualité"),
                    ("signedOn", "Signé le"),
                ],
            ),
        ],
    },
    "answers": {
        "applicantCategory": [
            ("pharmaceuticalEstablishment", "Laboratoire pharmaceutique"),
            ("hospitalPharmacy", "Pharmacie hospitalière"),
            ("other", "Autre organisme"),
        ],
        "scope": [("single", "Opération unique"), ("series", "Série")],
        "purpose": [
            ("humanResearch", "Recherche clinique"),
            ("analyticalStudy", "Étude analytique"),
            ("other", "Autre"),
        ],
        "declarationType": [("initial", "Initiale"), ("complementary", "Complémentaire")],
    },
}

BILINGUAL = {
    "import": {
        "title": "Demande d’autorisation d’importation / Import authorisation application form",
        "sections": [
            (
                "Demandeur / Applicant",
                [
                    ("importerName", "Raison sociale / Company name"),
                    ("importerAddress", "Adresse / Address"),
                    ("applicantCategory", "Type de demandeur / Applicant category"),
                    ("siret", "SIRET"),
                    ("contact", "Personne à contacter / Contact person"),
                ],
            ),
            (
                "Médicament / Medicinal product",
                [
                    ("brandName", "Nom de marque / Brand name"),
                    ("nameOrCode", "Nom ou code / Name or code"),
                    ("composition", "Substances actives / Active substances"),
                    ("pharmaceuticalForm", "Forme pharmaceutique / Pharmaceutical form"),
                    ("strength", "Dosage / Strength"),
                    ("route", "Voie d’administration / Route of administration"),
                    ("presentation", "Conditionnement / Pack size"),
                ],
            ),
            (
                "Importation / Import",
                [
                    ("provenanceCountry", "Pays de provenance / Country of dispatch"),
                    ("originCountry", "Pays d’origine / Country of origin"),
                    ("scope", "Opération unique ou série / Single or series"),
                    ("quantity", "Quantité / Quantity"),
                    ("globalQuantity", "Quantité globale / Total quantity"),
                    ("plannedOperations", "Nombre d’opérations / Number of shipments"),
                    ("periodMonths", "Période / Period"),
                    ("purpose", "Objectif / Purpose"),
                    ("trialNumber", "N° EU CT / EU CT number"),
                    ("justification", "Justification"),
                ],
            ),
            (
                "Signataire / Signatory",
                [
                    ("signatoryName", "Nom / Name"),
                    ("signatoryTitle", "Fonction / Title"),
                    ("signedOn", "Date"),
                ],
            ),
        ],
    },
    "answers": {
        "applicantCategory": [
            ("pharmaceuticalEstablishment", "Établissement pharmaceutique / Pharmaceutical establishment"),
            ("hospitalPharmacy", "PUI / Hospital pharmacy"),
            ("other", "Autre / Other"),
        ],
        "scope": [("single", "Opération unique / Single"), ("series", "Série / Series")],
        "purpose": [
            ("humanResearch", "Essai clinique / Clinical trial"),
            ("analyticalStudy", "Étude analytique / Analytical study"),
            ("other", "Autre / Other"),
        ],
    },
}
