"""Word documents (.docx) written by hand in Word's own manner (ECMA-376 part 1): content controls and legacy fields."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

from fillable import slug

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""

RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def content_controls(document, target):
    """A table: labels on the left, content controls with title and tag on the right, check box controls, a date."""
    rows = []
    for title, items in document.sections:
        rows.append(row([cell(paragraph(run(title, bold=True)), 9600, 2)]))
        for item in items:
            rows.append(row([cell(paragraph(run(item.label)), 3400), cell(controlled(item), 6200)]))
    body = paragraph(run(document.title, bold=True)) + table(rows)
    package(target, body)


def legacy_fields(document, target):
    """Paragraphs « label : value » with the grey fields of Word 97: FORMTEXT, FORMCHECKBOX, FORMDROPDOWN."""
    parts = [paragraph(run(document.title, bold=True))]
    number = 0
    for title, items in document.sections:
        parts.append(paragraph(run(title, bold=True)))
        for item in items:
            number += 1
            content = run(f"{item.label} : ")
            if item.field == "scope":
                content += dropdown(f"ListeDéroulante{number}", item.answers)
            elif item.answers:
                for index, (text, ticked) in enumerate(item.answers):
                    content += legacy_box(f"CaseACocher{number}_{index + 1}", ticked) + run(f" {text}   ")
            else:
                content += legacy_text(f"Texte{number}", item.text)
            parts.append(paragraph(content))
    package(target, "".join(parts))


def typed_paragraphs(document, target):
    """What a person types: bold labels, values after a colon, runs cut anywhere by the spelling checker."""
    parts = [paragraph(run(document.title, bold=True))]
    for title, items in document.sections:
        parts.append(paragraph(run(title, bold=True)))
        for item in items:
            text = "  ".join(f"{'☒' if on else '☐'} {each}" for each, on in item.answers) or item.text
            half = len(text) // 2
            middle = '<w:proofErr w:type="spellStart"/>'
            value = run(text[:half]) + middle + run(text[half:]) if text else ""
            parts.append(paragraph(run(item.label, bold=True) + run(" : ") + value))
    package(target, "".join(parts))


def controlled(item):
    if item.answers:
        return "".join(paragraph(check_control(item, each, ticked) + run(f" {each}")) for each, ticked in item.answers)
    if item.field == "signedOn":
        return paragraph(date_control(item))
    shown = run(item.text) if item.text else run("Cliquez ou appuyez ici pour entrer du texte.", style="Textedelespacerserv")
    return paragraph(sdt(item.label, slug(item.label), "<w:text/>", shown, placeholder=not item.text))


def date_control(item):
    kind = '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="fr-FR"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    return sdt(item.label, slug(item.label), kind, run(item.text))


def check_control(item, text, ticked):
    state = "1" if ticked else "0"
    kind = f'<w14:checkbox><w14:checked w14:val="{state}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    return sdt(text, slug(f"{item.label} {text}"), kind, run("☒" if ticked else "☐"))


def sdt(alias, tag, kind, content, placeholder=False):
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    return f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(alias)}/><w:tag w:val={quoteattr(tag)}/><w:id w:val=\"{identity(alias + tag)}\"/>{shown}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def legacy_text(name, text):
    return field(f'<w:ffData><w:name w:val={quoteattr(name)}/><w:enabled/><w:calcOnExit w:val="0"/><w:textInput/></w:ffData>', "FORMTEXT", run(text or "\u2002\u2002\u2002\u2002\u2002"))


def legacy_box(name, ticked):
    state = '<w:default w:val="0"/>' + ("<w:checked/>" if ticked else "")
    return field(f'<w:ffData><w:name w:val={quoteattr(name)}/><w:enabled/><w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>', "FORMCHECKBOX", "")


def dropdown(name, answers):
    chosen = next((index for index, (_, ticked) in enumerate(answers) if ticked), 0)
    entries = "".join(f"<w:listEntry w:val={quoteattr(text)}/>" for text, _ in answers)
    return field(f'<w:ffData><w:name w:val={quoteattr(name)}/><w:enabled/><w:calcOnExit w:val="0"/><w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList></w:ffData>', "FORMDROPDOWN", "")


def field(data, instruction, result):
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f'{begin}{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def run(text, bold=False, style=None):
    look = ("<w:b/>" if bold else "") + (f'<w:rStyle w:val="{style}"/>' if style else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{parts}</w:r>"


def paragraph(content):
    return f"<w:p>{content}</w:p>"


def table(rows):
    return f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="3400"/><w:gridCol w:w="6200"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def row(cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content, width, span=1):
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def package(target, body):
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'
    write_zip(target, {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document})


def write_zip(target, entries):
    """The same bytes each time: no clock in the archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def identity(text):
    """A number for a control that does not change from run to run."""
    return sum(ord(letter) * (index + 1) for index, letter in enumerate(text)) % 2_000_000_000
