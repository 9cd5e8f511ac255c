/**
 * The steps that make the register's tables, oldest first. A step is never edited once released: a change is a new
 * step at the end. `user_version` counts the steps applied.
 */
export const steps: readonly string[] = [
  `
  -- Every mail ever taken in, whatever came of it. The bytes are in the archive under sha256.
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    mailbox TEXT NOT NULL CHECK (mailbox IN ('import', 'export')),
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,          -- content without trace headers: the identity of a mail
    message_id TEXT,
    received_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    size INTEGER NOT NULL,
    disposition TEXT NOT NULL CHECK (disposition IN ('case', 'copy', 'automatic')),
    note TEXT NOT NULL,
    case_reference TEXT REFERENCES cases (reference),
    folder TEXT NOT NULL,               -- where staff should find it
    UNIQUE (source, fingerprint)
  ) STRICT;
  CREATE INDEX messages_by_fingerprint ON messages (fingerprint);
  CREATE INDEX messages_by_case ON messages (case_reference);

  -- Where a mail was seen on the server: UIDs are hints, only comparable under one UIDVALIDITY.
  CREATE TABLE locations (
    source TEXT NOT NULL,
    validity TEXT NOT NULL,
    uid INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id),
    filed_at TEXT,
    PRIMARY KEY (source, validity, uid)
  ) STRICT, WITHOUT ROWID;

  -- What happened, append-only; each row holds the hash of the one before.
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    case_reference TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX events_by_case ON events (case_reference, seq);
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

  -- What lists show of the cases: a projection of their events, rebuilt at will.
  CREATE TABLE cases (
    reference TEXT PRIMARY KEY,
    procedure TEXT NOT NULL,
    state TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    received_at TEXT NOT NULL,
    received_on TEXT NOT NULL,
    applicant TEXT,
    implicit_refusal_on TEXT,
    limit_on TEXT,
    next_day TEXT,                      -- when the calendar brings it something
    authorisation TEXT,                 -- number, reduced, of the authorisation that its imputation table follows
    alerts INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX cases_by_authorisation ON cases (authorisation);
  CREATE INDEX cases_by_next_day ON cases (next_day);

  -- Import authorisations issued, as staff record them; the last record of a number stands.
  CREATE TABLE authorisations (
    id INTEGER PRIMARY KEY,
    number_key TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX authorisations_by_number ON authorisations (number_key, id);
  CREATE TRIGGER authorisations_never_change BEFORE UPDATE ON authorisations
    BEGIN SELECT RAISE(ABORT, 'authorisations are append-only'); END;
  CREATE TRIGGER authorisations_never_go BEFORE DELETE ON authorisations
    BEGIN SELECT RAISE(ABORT, 'authorisations are append-only'); END;

  -- Letters, written in the transaction of the event that calls for them, sent after it.
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    case_reference TEXT NOT NULL REFERENCES cases (reference),
    kind TEXT NOT NULL,
    return_address TEXT NOT NULL,
    recipient TEXT NOT NULL,
    draft TEXT NOT NULL,
    bytes BLOB,                         -- the exact letter, fixed before its first sending
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'deferred', 'rejected')),
    attempts INTEGER NOT NULL,
    due_at TEXT NOT NULL,
    reply TEXT,
    settled_at TEXT
  ) STRICT;
  CREATE INDEX outbox_by_state ON outbox (state, due_at);
  CREATE INDEX outbox_by_recipient ON outbox (recipient, due_at);

  -- Last number given, by procedure and year.
  CREATE TABLE counters (
    procedure TEXT NOT NULL,
    year TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (procedure, year)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What the sender wanted, whatever envelope it came in: a sending made again under another Message-ID has the same.
  ALTER TABLE messages ADD COLUMN content TEXT;
  CREATE INDEX messages_by_content ON messages (content);
  CREATE INDEX cases_by_applicant ON cases (applicant, state);

  -- Senders that people put on hold or released; the last entry of an address or domain stands.
  CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX holds_by_sender ON holds (sender, id);
  CREATE TRIGGER holds_never_change BEFORE UPDATE ON holds BEGIN SELECT RAISE(ABORT, 'holds are append-only'); END;
  CREATE TRIGGER holds_never_go BEFORE DELETE ON holds BEGIN SELECT RAISE(ABORT, 'holds are append-only'); END;

  -- What the calendar brought an authorisation: its end comes near, its end.
  CREATE TABLE authorisation_days (
    number_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (number_key, kind, on_day)
  ) STRICT;
  CREATE TRIGGER authorisation_days_never_change BEFORE UPDATE ON authorisation_days
    BEGIN SELECT RAISE(ABORT, 'the days of authorisations are append-only'); END;
  CREATE TRIGGER authorisation_days_never_go BEFORE DELETE ON authorisation_days
    BEGIN SELECT RAISE(ABORT, 'the days of authorisations are append-only'); END;
  `,
];
