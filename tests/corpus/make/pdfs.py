"""What other programs make of a PDF: Ghostscript, qpdf, pdftk; and XFA forms written by hand."""

import subprocess
from xml.sax.saxutils import escape, quoteattr

import pikepdf

from fillable import slug


def ghostscript(source, target):
    """Written anew page by page, as a printer driver does; fields become drawings."""
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/ebook", f"-sOutputFile={target}", source)


def object_streams(source, target):
    run("qpdf", "--deterministic-id", "--object-streams=generate", "--recompress-flate", "--compression-level=9", source, target)


def linearised(source, target):
    run("qpdf", "--deterministic-id", "--linearize", source, target)


def owner_password(source, target):
    """Opens for everybody; only changes are forbidden."""
    run("qpdf", "--allow-weak-crypto", "--static-id", "--encrypt", "", "proprietaire", "128", "--use-aes=y", "--modify=none", "--", source, target)


def uncompressed(source, target):
    run("pdftk", source, "output", target, "uncompress")


def need_appearances(source, fills, target):
    """Filled by a script that leaves the drawing of the values to the viewer (NeedAppearances)."""
    texts = {name: text for name, text, on in fills if text or on}
    with pikepdf.open(source) as pdf:
        for each in pdf.Root.AcroForm.Fields:
            name = str(each.T)
            if name not in texts:
                continue
            text = texts[name]
            each.V = pikepdf.String(text) if text is not None else on_state(each)
            if text is None:
                each.AS = on_state(each)
            elif "/AP" in each:
                del each.AP
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.save(target, static_id=True)


def on_state(box):
    return next(pikepdf.Name(key) for key in box.AP.N.keys() if key != "/Off")


def dynamic_xfa(document, target):
    """A dynamic form of a form designer: one page that says « please wait », everything in the XFA packets."""
    template = "".join(xfa_subform(title, items, index) for index, (title, items) in enumerate(document.sections))
    data = "".join(xfa_data(items, index) for index, (_, items) in enumerate(document.sections))
    packets = {
        "preamble": '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">',
        "template": f'<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="formulaire" layout="tb"><pageSet><pageArea name="Page1"><contentArea w="190mm" h="270mm"/><medium stock="a4" short="210mm" long="297mm"/></pageArea></pageSet><draw name="Titre"><value><text>{escape(document.title)}</text></value></draw>{template}</subform></template>',
        "datasets": f'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><formulaire>{data}</formulaire></xfa:data></xfa:datasets>',
        "postamble": "</xdp:xdp>",
    }
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 11 Tf 60 700 Td (Please wait... If this message is not eventually replaced,) Tj 0 -16 Td (your PDF viewer may not be able to display this type of document.) Tj ET")
    parts = [part for name, text in packets.items() for part in (pikepdf.String(name), pdf.make_stream(text.encode()))]
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.Array(parts))
    pdf.Root.NeedsRendering = True
    pdf.save(target, static_id=True)


def xfa_subform(title, items, index):
    fields = "".join(xfa_field(each) for each in items)
    return f'<subform name="Cadre{index + 1}" layout="tb"><draw><value><text>{escape(title)}</text></value></draw>{fields}</subform>'


def xfa_field(item):
    caption = f"<caption><value><text>{escape(item.label)}</text></value></caption>"
    name = slug(item.label)
    if not item.answers:
        return f'<field name="{name}"><ui><textEdit/></ui>{caption}</field>'
    boxes = "".join(
        f'<field name="Choix{number + 1}"><ui><checkButton shape="round"/></ui><caption placement="right"><value><text>{escape(text)}</text></value></caption><items><text>{number + 1}</text></items></field>'
        for number, (text, _) in enumerate(item.answers)
    )
    return f'<exclGroup name="{name}">{caption}{boxes}</exclGroup>'


def xfa_data(items, index):
    values = []
    for each in items:
        chosen = [str(number + 1) for number, (_, ticked) in enumerate(each.answers) if ticked]
        text = (chosen or [""])[0] if each.answers else each.text
        name = slug(each.label)
        values.append(f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>")
    return f"<Cadre{index + 1}>{''.join(values)}</Cadre{index + 1}>"


def run(*command):
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True)
    if done.returncode not in (0, 3):  # 3: qpdf warns
        raise SystemExit(f"{command[0]}: {done.stderr}")
