-- Schema 3: how a passage speaks of a concept, beside its probability. Old tags are of an older
-- tagger, so they are made again anyway.
ALTER TABLE tag ADD COLUMN stances TEXT NOT NULL DEFAULT '{}';  -- JSON: {"R1": "inzet", ...}
