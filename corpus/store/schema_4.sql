-- Schema 4: what people say of passages. Rows are only ever added. They refer to no passage, for they
-- outlive it: a document that is read again has other passages.
CREATE TABLE judgement (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    judgement_id TEXT NOT NULL UNIQUE,
    passage_id   TEXT NOT NULL,
    concept      TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    reviewer     TEXT NOT NULL,
    given_at     TEXT NOT NULL,       -- UTC, ISO 8601 with milliseconds
    seen         TEXT NOT NULL,
    tagger       TEXT NOT NULL,
    taxonomy     TEXT NOT NULL,
    note         TEXT NOT NULL,
    document_id  TEXT NOT NULL,
    document     TEXT NOT NULL,
    position     INTEGER NOT NULL,
    page         INTEGER NOT NULL,
    heading      TEXT NOT NULL,
    text         TEXT NOT NULL
) STRICT;
