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
    disposition TEXT NOT NULL CHECK (disposition IN ('case', 'copy', 'automatic', 'quarantined', 'setAside')),
    note TEXT NOT NULL,
    case_reference TEXT REFERENCES cases (reference),
    tray TEXT,                          -- where staff should find it; by the state of its cases when NULL
    UNIQUE (source, fingerprint)
  ) STRICT;
  CREATE INDEX messages_by_fingerprint ON messages (fingerprint);
  CREATE INDEX messages_by_case ON messages (case_reference);

  -- Where mails lie on the server now, as last seen: hints, only comparable under one UIDVALIDITY.
  CREATE TABLE locations (
    source TEXT NOT NULL,
    folder TEXT NOT NULL,
    validity TEXT NOT NULL,
    uid INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id),
    PRIMARY KEY (source, folder, validity, uid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX locations_by_message ON locations (message);

  -- THE JOURNAL: what happened, append-only; each row holds the hash of the one before. The other tables, but
  -- locations, are drawn from it.
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- the last number given is kept apart: cut rows are missed at the end too
    stream TEXT NOT NULL,               -- what it happened to: a case, a mail, a letter, an authorisation
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,                 -- empty once eliminated under a visa
    digest TEXT NOT NULL,               -- SHA-256 of the body: the chain covers it, and outlives the body
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    purged INTEGER REFERENCES events (seq), -- the event that tells under which visa
    CHECK ((purged IS NULL) = (body <> ''))
  ) STRICT;
  CREATE INDEX events_by_stream ON events (stream, seq);
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  -- The one change there is: the body goes, and the event that orders it names the row (Code du patrimoine, L212-2).
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events
  WHEN NOT (
    OLD.purged IS NULL AND NEW.body = ''
    AND (NEW.seq, NEW.stream, NEW.at, NEW.kind, NEW.digest, NEW.previous, NEW.hash)
      = (OLD.seq, OLD.stream, OLD.at, OLD.kind, OLD.digest, OLD.previous, OLD.hash)
    AND EXISTS (SELECT 1 FROM events AS visa, json_each(visa.body, '$.events')
      WHERE visa.seq = NEW.purged AND visa.kind = 'caseEliminated' AND value = OLD.seq)
  )
  BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

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
    alerts INTEGER NOT NULL,
    eliminated INTEGER REFERENCES events (seq) -- the event that eliminated its content under a visa
  ) STRICT;

  -- The mails of each case, copies and bounces included.
  CREATE TABLE case_messages (
    sha256 TEXT NOT NULL,
    case_reference TEXT NOT NULL REFERENCES cases (reference),
    PRIMARY KEY (sha256, case_reference)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX case_messages_by_case ON case_messages (case_reference);

  CREATE INDEX cases_by_authorisation ON cases (authorisation);
  CREATE INDEX cases_by_next_day ON cases (next_day);

  -- Import authorisations issued, as staff record them; the last record of a number stands.
  CREATE TABLE authorisations (
    number_key TEXT PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (seq)
  ) STRICT;

  -- Letters, written in the transaction of the event that calls for them, sent after it; their words are in the journal.
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    case_reference TEXT NOT NULL REFERENCES cases (reference),
    recipient TEXT NOT NULL,
    written INTEGER NOT NULL REFERENCES events (seq),     -- the event that holds the draft
    composed INTEGER REFERENCES events (seq),             -- the event that holds the exact bytes, fixed before sending
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
];
