-- Schema 1 of the workspace store. A later schema adds a numbered script beside this one.
CREATE TABLE seen_file (
    path   TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    document_id TEXT PRIMARY KEY,
    extractor   TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    reason      TEXT NOT NULL
) STRICT;

CREATE TABLE page (
    document_id TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    width       REAL NOT NULL,
    height      REAL NOT NULL,
    characters  INTEGER NOT NULL,
    reader      TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT;

CREATE TABLE removed_line (
    document_id TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    page        INTEGER NOT NULL,
    text        TEXT NOT NULL,
    reason      TEXT NOT NULL
) STRICT;
CREATE INDEX removed_line_of_document ON removed_line (document_id);

CREATE TABLE passage (
    passage_id      TEXT PRIMARY KEY,
    document_id     TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    heading_path    TEXT NOT NULL,  -- JSON: ["...", ...]
    text            TEXT NOT NULL,
    boxes           TEXT NOT NULL,  -- JSON: [[page, x0, top, x1, bottom], ...]
    box_starts      TEXT NOT NULL,  -- JSON: [0, ...]
    sentence_starts TEXT NOT NULL,  -- JSON: [0, ...]
    entities        TEXT NOT NULL,  -- JSON: [[start, end, label, text], ...]
    UNIQUE (document_id, position)
) STRICT;

CREATE TABLE vector (
    passage_id TEXT NOT NULL REFERENCES passage ON DELETE CASCADE,
    embedder   TEXT NOT NULL,
    vector     BLOB NOT NULL,       -- float32, little endian
    PRIMARY KEY (passage_id, embedder)
) STRICT;

CREATE TABLE tag (
    passage_id TEXT NOT NULL REFERENCES passage ON DELETE CASCADE,
    tagger     TEXT NOT NULL,
    scores     TEXT NOT NULL,       -- JSON: {"R1": probability, ...}
    evidence   TEXT NOT NULL,       -- JSON: {"R1": [[start, end, term], ...], ...}
    PRIMARY KEY (passage_id, tagger)
) STRICT;
