"""Requests typed in the body of a mail: lines with labels, a table of a mail program, and sentences."""

from html import escape


def label_lines(document):
    """One line per value under the headings of the form; greeting and closing around them."""
    lines = ["Bonjour,", "", "Voici les éléments de notre demande :", ""]
    for title, items in document.sections:
        lines.append(title)
        lines += [f"{each.label} : {flat(each.chosen)}" for each in items if each.text]
        lines.append("")
    return "\n".join([*lines, "Cordialement,", ""])


def dashes(document):
    """The same in a hurry: dashes, capitals, no space before the colon."""
    lines = ["Bonjour", "", document.title.upper(), ""]
    lines += [f"- {alone(each).upper()}: {flat(each.chosen)}" for each in document.items if each.text]
    return "\n".join([*lines, "", "Merci d'avance", ""])


def html_table(document):
    """A table as Outlook writes it."""
    rows = "".join(
        f'<tr><td width=220 style="border:solid windowtext 1.0pt;padding:0cm 5.4pt"><p class=MsoNormal><b>{escape(alone(each))}<o:p></o:p></b></p></td><td style="border:solid windowtext 1.0pt;padding:0cm 5.4pt"><p class=MsoNormal>{escape(each.chosen)}<o:p></o:p></p></td></tr>'
        for each in document.items
        if each.text
    )
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body lang=FR><div class=WordSection1><p class=MsoNormal>Bonjour,<o:p></o:p></p><p class=MsoNormal>Veuillez trouver notre demande ci-dessous.<o:p></o:p></p><table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>{rows}</table><p class=MsoNormal>Cordialement,<o:p></o:p></p></div></body></html>\n'


# How labels are worded that mean nothing without the heading above them
IN_FULL = {
    "importerName": "Importateur",
    "importerAddress": "Adresse de l’importateur",
    "exporterName": "Exportateur",
    "exporterAddress": "Adresse de l’exportateur",
    "signatoryName": "Nom du signataire",
    "signatoryTitle": "Qualité du signataire",
    "signedOn": "Date de signature",
}

# What sentences hold, as far as a form would ask for it
PROSE_FIELDS = ["brandName", "pharmaceuticalForm", "strength", "quantity", "provenanceCountry", "justification", "purpose"]


def prose(truth, provenance):
    """A request told in sentences; `provenance` is the country as a sentence says it: « de Belgique »."""
    text = {name: flat(each["written"]) for name, each in truth["fields"].items()}
    form = text["pharmaceuticalForm"]
    return "\n".join(
        [
            "Madame, Monsieur,",
            "",
            f"Notre établissement souhaite importer {text['quantity']} de {text['brandName']} {text['strength']}, "
            f"{form[0].lower()}{form[1:]}, en provenance {provenance}.",
            text["justification"],
            "",
            "Pourriez-vous nous indiquer la marche à suivre ?",
            "",
            "Bien cordialement,",
            text["signatoryName"],
            text["signatoryTitle"],
            "",
        ]
    )


def alone(item):
    return IN_FULL.get(item.field, item.label)


def flat(text):
    return text.replace("\n", ", ")
