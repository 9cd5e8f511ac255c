#!/usr/bin/env python3
"""The script that a mailbox team would write with what Debian ships: the speed to beat.

One mail at a time: fetch, read the PDF form and the xlsx table, see what is missing, write SQLite durably, answer,
file. Needs python3-pypdf and python3-openpyxl. Prints one line of JSON.
"""
import argparse
import email
import email.policy
import hashlib
import imaplib
import io
import json
import re
import resource
import smtplib
import sqlite3
import time
from email.message import EmailMessage
from email.utils import parseaddr

from openpyxl import load_workbook
from pypdf import PdfReader

# Rule of Guichet -> boxes of the form, one of which must be filled.
MANDATORY = {
    'AI-01': ['importateur_nom'],
    'AI-02': ['importateur_adresse'],
    'AI-03': ['pays_de_provenance'],
    'AI-05': ['nom_de_marque', 'nom_ou_code'],
    'AI-06': ['composition'],
    'AI-08': ['forme_pharmaceutique'],
    'AI-11': ['voie_administration'],
    'AI-12': ['nombre_d_unites', 'quantite_globale'],
    'AI-26': ['personne_a_contacter'],
}
PURPOSES = ['objectif_recherche', 'objectif_etude', 'objectif_particulier', 'objectif_autre']
HEADING = {'Titulaire': 'importateur_nom', 'Médicament': 'nom_de_marque'}

SCHEMA = """
create table cases(id integer primary key, source text unique, message_id text, sender text, subject text,
  received text, outcome text, missing text);
create table attachments(id integer primary key, case_id int, name text, sha256 text, size int, kind text);
create table fields(case_id int, name text, value text, primary key(case_id, name)) without rowid;
create table entries(case_id int, n int, json text, primary key(case_id, n)) without rowid;
create table outbox(id integer primary key, case_id int, recipient text, body text, state text);
"""


class Stages:
    """Seconds spent in each stage."""

    def __init__(self):
        self.spent, self.last = {}, time.perf_counter()

    def start(self):
        self.last = time.perf_counter()

    def end(self, stage):
        now = time.perf_counter()
        self.spent[stage] = self.spent.get(stage, 0) + now - self.last
        self.last = now


def read_pdf(data):
    """Values of the form's filled boxes, and whether there is anything to read at all."""
    reader = PdfReader(io.BytesIO(data))
    fields = {}
    for name, field in (reader.get_fields() or {}).items():
        value, options = field.get('/V'), field.get('/Opt')
        if field.get('/FT') == '/Btn' and options and str(value)[1:].isdigit():
            value = options[int(value[1:])]  # radio buttons name their choice by its rank
        if field.get('/FT') and value not in (None, '', '/Off'):
            fields[name] = str(value)
    return fields, bool(fields) or any(page.extract_text().strip() for page in reader.pages)


def read_table(data):
    """Values above the table that the form asks for too, and its rows from the column headings on."""
    sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    heading, entries, inside = {}, [], False
    for row in sheet.iter_rows(values_only=True):
        cells = list(row)
        if inside and isinstance(cells[0], (int, float)) and any(cell is not None for cell in cells[1:]):
            entries.append(cells)
        elif cells[0] == 'N° d’opération':
            inside = True
        elif cells[0] in HEADING and len(cells) > 2 and cells[2]:
            heading[HEADING[cells[0]]] = str(cells[2])
    return heading, entries


def missing_from(form, has_form, entries):
    missing = [rule for rule, boxes in MANDATORY.items() if not any(form.get(box) for box in boxes)]
    research = form.get('objectif_recherche') and not any(form.get(box) for box in PURPOSES[1:])
    if form.get('origine_distincte') and not form.get('pays_d_origine'):
        missing.append('AI-04')
    if not form.get('dosage') and not re.search(r'\d', form.get('composition', '')):
        missing.append('AI-10')
    if form.get('type_operation') == 'Série d’opérations':
        missing += ['AI-15'] * (not form.get('nombre_d_operations')) + ['AI-16'] * (not form.get('periode'))
    if not any(form.get(box) for box in PURPOSES):
        missing.append('AI-18')
    if research and not form.get('numero_essai'):
        missing.append('AI-20')
    if not research and not form.get('justification'):
        missing.append('AI-19')
    if not has_form:
        missing.append('AI-22')
    if not entries:
        missing.append('IM-10')
    return sorted(missing)


def analyse(raw, stages):
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [(part.get_filename(), part.get_payload(decode=True) or b'') for part in mail.walk()
             if not part.is_multipart() and part.get_filename()]
    body = mail.get_body(preferencelist=('plain',))
    text = body.get_content() if body else ''
    stages.end('mime')
    form, boxes, entries, files, unread = {}, {}, [], [], False
    for name, data in parts:
        extension, kind = name.rsplit('.', 1)[-1].lower(), 'other'
        if extension == 'pdf':
            boxes, readable = read_pdf(data)
            kind = 'form' if boxes else 'pdf'
            unread, form = unread or not readable, {**form, **boxes}
            stages.end('pdf')
        elif extension == 'xlsx':
            heading, entries = read_table(data)
            kind, form = 'table', {**heading, **form}
            stages.end('xlsx')
        elif extension in ('jpg', 'jpeg'):
            kind, unread = 'scan', True
        files.append((name, hashlib.sha256(data).hexdigest(), len(data), kind))
    has_form = any(kind == 'form' for *_, kind in files)
    subject = str(mail['Subject'] or '')
    request = has_form or 'autorisation d’importation' in subject or 'autorisation d’importation' in text
    missing = missing_from(form, has_form, entries) if request else []
    outcome = 'letter' if not request else 'look' if unread else 'incomplete' if missing else 'complete'
    stages.end('rules')
    return dict(id=str(mail['Message-ID']).strip(), sender=parseaddr(str(mail['From']))[1], subject=subject,
                date=str(mail['Date']), form=form, entries=entries, files=files, missing=missing, outcome=outcome)


def reply_to(found):
    if found['missing']:
        items = '\n'.join(f'- {rule}' for rule in found['missing'])
        said = f'Éléments manquants ou à vérifier :\n{items}'
    else:
        said = 'Votre message est enregistré.'
    return f'Madame, Monsieur,\n\nNous accusons réception de « {found["subject"]} ».\n\n{said}\n\nCordialement\n'


def save(db, source, found, body):
    with db:
        case = db.execute('insert into cases values(null,?,?,?,?,?,?,?)',
                          (source, found['id'], found['sender'], found['subject'], found['date'], found['outcome'],
                           ','.join(found['missing']))).lastrowid
        db.executemany('insert into attachments values(null,?,?,?,?,?)', [(case, *each) for each in found['files']])
        db.executemany('insert into fields values(?,?,?)', [(case, *each) for each in found['form'].items()])
        db.executemany('insert into entries values(?,?,?)',
                       [(case, n, json.dumps(each, default=str)) for n, each in enumerate(found['entries'])])
        return db.execute('insert into outbox values(null,?,?,?,?)',
                          (case, found['sender'], body, 'pending')).lastrowid


def letter(found, body, sender):
    mail = EmailMessage()
    mail['From'], mail['To'], mail['Subject'] = sender, found['sender'], 'Re: ' + found['subject']
    mail['In-Reply-To'], mail['Auto-Submitted'] = found['id'], 'auto-replied'
    mail.set_content(body)
    return mail


def main():
    options = argparse.ArgumentParser()
    for name in ('imap', 'user', 'password', 'smtp', 'sender', 'db'):
        options.add_argument('--' + name, required=True)
    options.add_argument('--folder', default='Traites')
    given = options.parse_args()
    db = sqlite3.connect(given.db)
    db.execute('pragma journal_mode=wal')
    db.execute('pragma synchronous=full')
    db.executescript(SCHEMA)
    host, port = given.smtp.rsplit(':', 1)
    postman = smtplib.SMTP(host, int(port))
    host, port = given.imap.rsplit(':', 1)
    box = imaplib.IMAP4(host, int(port))
    box.login(given.user, given.password)
    box.create(given.folder)
    box.select('INBOX')
    validity = box.response('UIDVALIDITY')[1][0].decode()
    verdicts, stages = [], Stages()
    for uid in box.uid('SEARCH', None, 'UNSEEN')[1][0].split():
        stages.start()
        raw = box.uid('FETCH', uid, '(BODY.PEEK[])')[1][0][1]
        stages.end('fetch')
        found = analyse(raw, stages)
        body = reply_to(found)
        row = save(db, f'{validity}/{uid.decode()}', found, body)
        stages.end('database')
        postman.send_message(letter(found, body, given.sender))
        stages.end('smtp')
        with db:
            db.execute("update outbox set state='sent' where id=?", (row,))
        stages.end('database')
        box.uid('STORE', uid, '+FLAGS', '(\\Seen)')
        box.uid('MOVE', uid, given.folder)
        stages.end('file')
        verdicts.append(dict(messageId=found['id'], outcome=found['outcome'], missing=found['missing'],
                             operations=len(found['entries'])))
    box.logout()
    postman.quit()
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = sum(stages.spent.values())
    print(json.dumps(dict(messages=len(verdicts), perSecond=round(len(verdicts) / seconds, 1) if seconds else 0,
                          cpuSeconds=round(used.ru_utime + used.ru_stime, 2), peakMegabytes=used.ru_maxrss // 1024,
                          ms={k: round(v * 1000 / max(1, len(verdicts)), 2) for k, v in stages.spent.items()},
                          verdicts=verdicts)))


if __name__ == '__main__':
    main()
