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
    content TEXT,                       -- what the sender wanted, whatever envelope it came in
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
  CREATE INDEX messages_by_content ON messages (content);
  CREATE INDEX messages_by_case ON messages (case_reference);

  -- Where mails lie on the server now, as last seen: hints, only comparable under one UIDVALIDITY.
  CREATE TABLE locations (
    source TEXT NOT NULL,
    folder TEXT NOT NULL,
    validity TEXT NOT NULL,
    uid INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id),
    gone INTEGER NOT NULL,              -- 1: it has left this folder, and was not seen elsewhere since
    PRIMARY KEY (source, folder, validity, uid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX locations_by_message ON locations (message);

  -- How each folder stood when it was last gone through: while that is so, nothing has come or gone.
  CREATE TABLE folders (
    source TEXT NOT NULL,
    folder TEXT NOT NULL,
    validity TEXT NOT NULL,
    next INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (source, folder)
  ) STRICT, WITHOUT ROWID;

  -- Mails whose case has changed since they were filed.
  CREATE TABLE unfiled (message INTEGER PRIMARY KEY REFERENCES messages (id)) STRICT;

  -- Mails whose taking in was begun and not finished, and how often.
  CREATE TABLE attempts (
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    count INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (source, sha256)
  ) STRICT, WITHOUT ROWID;

  -- Who works on what: the number grows with each holder, and is checked in every write.
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    renewed_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- THE JOURNAL: what happened, append-only; each row holds the hash of the one before. The other tables are drawn
  -- from it, but locations, folders, unfiled, attempts, leases and passes, which are hints.
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

  CREATE INDEX cases_by_applicant ON cases (applicant, state);
  CREATE INDEX cases_by_authorisation ON cases (authorisation);
  CREATE INDEX cases_by_next_day ON cases (next_day);

  -- Import authorisations issued, as staff record them; the last record of a number stands.
  CREATE TABLE authorisations (
    number_key TEXT PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (seq)
  ) STRICT;

  -- What the calendar brought an authorisation: its end comes near, its end.
  CREATE TABLE authorisation_days (
    number_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    PRIMARY KEY (number_key, kind, on_day)
  ) STRICT, WITHOUT ROWID;

  -- Senders that people put on hold or released; the last entry of an address or domain stands.
  CREATE TABLE holds (
    sender TEXT PRIMARY KEY,
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
    -- queued     to be sent, or put back because the server as a whole failed: that tells nothing of the letter
    -- sending    given to the server, whose reply is not written down yet
    -- accepted   the server said so, or a mail that came back proves it
    -- deferred   refused for now (4xx): tried again at due_at
    -- rejected   refused for good (5xx): for staff
    -- uncertain  the line died after the letter was handed over: sent again once at due_at, then for staff
    -- abandoned  refused for now during too long: for staff
    state TEXT NOT NULL CHECK (
      state IN ('queued', 'sending', 'accepted', 'deferred', 'rejected', 'uncertain', 'abandoned')),
    attempts INTEGER NOT NULL,          -- times it was given to a server that was there
    doubts INTEGER NOT NULL,            -- times nobody knows whether the server took it, since it was queued
    written_at TEXT NOT NULL,
    queued_at TEXT NOT NULL,            -- its age counts from here: when it was written, or queued again by a person
    due_at TEXT,                        -- NULL when it is not sent again by itself
    reply TEXT,
    settled_at TEXT
  ) STRICT;
  CREATE INDEX outbox_by_state ON outbox (state, due_at);
  CREATE INDEX outbox_by_recipient ON outbox (recipient, written_at);

  -- The last pass over each source: health, not history. No part of the journal.
  CREATE TABLE passes (
    source TEXT PRIMARY KEY,
    begun_at TEXT NOT NULL,
    found INTEGER NOT NULL,             -- mails in the queue when it began
    completed_at TEXT,                  -- the last one that came to its end, with what it left
    taken INTEGER,
    failed INTEGER,
    unfiled INTEGER
  ) STRICT, WITHOUT ROWID;

  -- Last number given, by procedure and year.
  CREATE TABLE counters (
    procedure TEXT NOT NULL,
    year TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (procedure, year)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- A letter may answer several cases; a mail is looked for by its bytes under a visa.
  CREATE INDEX events_by_letter ON events (CASE WHEN json_valid(body) THEN json_extract(body, '$.messageId') END)
  WHERE kind = 'letterQueued';        -- a body that was spoilt, or eliminated, must not keep the row from being written
  CREATE INDEX messages_by_sha256 ON messages (sha256);
  `,
];
