"""Word processor layouts of a request, as flat OpenDocument texts for LibreOffice: what offices really make."""

from xml.sax.saxutils import escape

BOX, TICKED, CROSSED = "☐", "☒", "☑"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:ooo="http://openoffice.org/2004/office" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>%(faces)s</office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="%(font)s" fo:font-size="%(size)spt" fo:language="fr" fo:country="FR"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="%(gap)scm"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.35cm"/><style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Section" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="11pt" fo:font-weight="bold" fo:color="#1f3864"/></style:style>
<style:style style:name="Above" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="8pt" fo:color="#555555"/></style:style>
<style:style style:name="Hanging" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="6.5cm" fo:text-indent="-6.5cm"><style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="Bullet" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="0.8cm" fo:text-indent="-0.4cm"/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="1.8cm"/></style:page-layout>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="Shaded" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #000000" fo:background-color="#dde5f0"/></style:style>
<style:style style:name="Open" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"/></style:style>
<style:style style:name="Narrow" style:family="table-column"><style:table-column-properties style:column-width="5.8cm"/></style:style>
<style:style style:name="Wide" style:family="table-column"><style:table-column-properties style:column-width="11.6cm"/></style:style>
<style:style style:name="Quarter" style:family="table-column"><style:table-column-properties style:column-width="3.4cm"/></style:style>
<style:style style:name="Third" style:family="table-column"><style:table-column-properties style:column-width="5.3cm"/></style:style>
<style:style style:name="Half" style:family="table-column"><style:table-column-properties style:column-width="8.7cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"/></office:master-styles>
<office:body><office:text>%(body)s</office:text></office:body>
</office:document>
"""

FONTS = {"left": "Liberation Serif", "above": "DejaVu Sans", "columns": "Liberation Sans", "list": "Liberation Sans"}


def flat_odt(layout, document):
    """The document in one of the LAYOUTS."""
    body = LAYOUTS[layout](document)
    size = {"above": 9, "left": 11}.get(layout, 10)
    gap = 0.1 if layout in ("table", "grid", "letter") else 0.15
    return page(body, font=FONTS.get(layout, "Liberation Sans"), size=size, gap=gap)


def page(body, font="Liberation Sans", size=10, gap=0.1):
    faces = f'<style:font-face style:name="{font}" svg:font-family="&apos;{font}&apos;"/>'
    return HEAD % {"body": body, "font": font, "faces": faces, "size": size, "gap": gap}


def left(document):
    """Label, colon, tabulator; the value hangs beside it, answers to tick on the same line."""
    parts = [para(document.title, "Title")]
    for title, items in document.sections:
        parts.append(para(title, "Section"))
        parts += [hanging(each) for each in items]
    return "".join(parts)


def above(document):
    """A small grey label over each value, one answer to tick per line."""
    parts = [para(document.title, "Title")]
    for title, items in document.sections:
        parts.append(para(title, "Section"))
        for each in items:
            parts.append(para(each.label, "Above"))
            parts += [para(line) for line in ticks(each, "[ ]", "[X]")] or [para(each.text)]
    return "".join(parts)


def columns(document):
    """Two columns without lines, label and value in one paragraph, long items over both."""
    parts = [para(document.title, "Title")]
    for title, items in document.sections:
        parts.append(para(title, "Section"))
        parts.append(table(["Half", "Half"], pairs(items, labelled)))
    return "".join(parts)


def ruled(document):
    """One table with lines: labels on the left, headings over both columns, boxes to tick on lines of their own."""
    rows = []
    for title, items in document.sections:
        rows.append([(para(title, "Section"), 2, "Shaded")])
        rows += [[(para(each.label), 1, "Ruled"), (answer(each), 1, "Ruled")] for each in items]
    return para(document.title, "Title") + table(["Narrow", "Wide"], rows)


def grid(document):
    """Two labels and two values a row, long ones over the whole width."""
    parts = [para(document.title, "Title")]
    for title, items in document.sections:
        parts.append(para(title, "Section"))
        rows, waiting = [], []
        for each in items:
            if is_long(each):
                rows += [cells(waiting)] if waiting else []
                rows.append([(bold(each.label), 1, "Shaded"), (answer(each), 3, "Ruled")])
                waiting = []
            else:
                waiting.append(each)
            if len(waiting) == 2:
                rows.append(cells(waiting))
                waiting = []
        rows += [cells(waiting)] if waiting else []
        parts.append(table(["Quarter", "Third", "Quarter", "Third"], rows))
    return "".join(parts)


def running(document):
    """A list with bullets, nothing to tick: the answers are written out."""
    parts = [para(document.title, "Title")]
    for title, items in document.sections:
        parts.append(para(f"{title} :", "Section"))
        parts += [para(f"• {each.label} : {each.chosen}", "Bullet") for each in items if each.text]
    return "".join(parts)


def letter(document):
    """A letter on headed paper with the table in it; who writes and who signs stand outside the table."""
    given = {each.field: each for each in document.items}
    name = given.get("importerName") or given["exporterName"]
    address = given.get("importerAddress") or given["exporterAddress"]
    outside = (name, address, given["signatoryName"], given["signatoryTitle"], given["signedOn"])
    rows = [
        [(para(each.label), 1, "Ruled"), (para(each.chosen), 1, "Ruled")]
        for each in document.items
        if each.text and each not in outside
    ]
    town = address.text.split()[-1]
    return "".join(
        [
            para(name.text, "Section"),
            *[para(line) for line in address.text.split("\n")],
            para(""),
            para(f"{town}, le {given['signedOn'].text}"),
            para(f"Objet : {document.title[0].lower()}{document.title[1:]}"),
            para("Madame, Monsieur,"),
            para(
                "Nous avons l’honneur de vous adresser notre demande, dont les éléments figurent dans le tableau "
                "ci-dessous, et restons à votre disposition pour tout renseignement."
            ),
            table(["Narrow", "Wide"], rows),
            para(""),
            para("Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées."),
            para(""),
            para(given["signatoryName"].text),
            para(given["signatoryTitle"].text),
        ]
    )


LAYOUTS = {
    "left": left,
    "above": above,
    "columns": columns,
    "table": ruled,
    "grid": grid,
    "list": running,
    "letter": letter,
}


def ticks(item, empty=BOX, ticked=TICKED):
    return [f"{ticked if on else empty} {text}" for text, on in item.answers]


def hanging(item):
    text = "   ".join(ticks(item)) or item.text
    return para(f"{item.label} :\t{text}", "Hanging")


def labelled(item):
    text = "   ".join(ticks(item, BOX, CROSSED)) or item.text
    return f'<text:p text:style-name="Standard"><text:span text:style-name="Bold">{escape(item.label)} : </text:span>{lines(text)}</text:p>'


def answer(item):
    return "".join(para(line) for line in ticks(item)) or para(item.text)


def is_long(item):
    return bool(item.answers) or len(item.text) > 45 or len(item.label) > 40


def cells(items):
    found = [cell for each in items for cell in ((bold(each.label), 1, "Shaded"), (answer(each), 1, "Ruled"))]
    return found if len(items) == 2 else [*found[:1], (answer(items[0]), 3, "Ruled")]


def pairs(items, render):
    rows, waiting = [], []
    for each in items:
        if is_long(each):
            rows += [[(each, 1, "Open") for each in waiting] + [("", 1, "Open")]] if waiting else []
            waiting = []
            rows.append([(render(each), 2, "Open")])
        else:
            waiting.append(render(each))
        if len(waiting) == 2:
            rows.append([(each, 1, "Open") for each in waiting])
            waiting = []
    if waiting:
        rows.append([(waiting[0], 1, "Open"), (para(""), 1, "Open")])
    return rows


def table(widths, rows):
    head = "".join(f'<table:table-column table:style-name="{each}"/>' for each in widths)
    body = "".join(f"<table:table-row>{''.join(cell(*each) for each in row)}</table:table-row>" for row in rows)
    return f"<table:table>{head}{body}</table:table>"


def cell(content, span, style):
    spanned = f' table:number-columns-spanned="{span}"' if span > 1 else ""
    covered = "<table:covered-table-cell/>" * (span - 1)
    return f'<table:table-cell table:style-name="{style}"{spanned}>{content or para("")}</table:table-cell>{covered}'


def bold(text):
    return f'<text:p text:style-name="Standard"><text:span text:style-name="Bold">{escape(text)}</text:span></text:p>'


def para(text, style="Standard"):
    return f'<text:p text:style-name="{style}">{lines(text)}</text:p>'


def lines(text):
    """Line breaks, tabulators and runs of spaces in OpenDocument's words."""
    out = escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    while "  " in out:
        head, _, tail = out.partition("  ")
        count = 1 + len(tail) - len(tail.lstrip(" "))
        out = f'{head} <text:s text:c="{count}"/>{tail.lstrip(" ")}'
    return out
