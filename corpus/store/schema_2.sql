-- Schema 2: how well a page was read, where a removed line stood, and what more is known of a passage.
ALTER TABLE page ADD COLUMN quality TEXT NOT NULL DEFAULT 'null';  -- JSON: null or [grade, ...]
ALTER TABLE removed_line ADD COLUMN box TEXT NOT NULL DEFAULT 'null';  -- JSON: [page, x0, ...]
ALTER TABLE passage ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE passage ADD COLUMN calls TEXT NOT NULL DEFAULT '[]';  -- JSON: [[at, number, note], ...]
ALTER TABLE passage ADD COLUMN amounts TEXT NOT NULL DEFAULT '[]';  -- JSON: [[start, end, euros], ...]
ALTER TABLE passage ADD COLUMN raw TEXT NOT NULL DEFAULT '["",[]]';  -- JSON: [text, pieces]
