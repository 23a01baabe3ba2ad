-- The first schema: what is true.  What can be computed from it is in ../derived.sql.
--
-- Nothing is deleted by a write: a unit, concept or document that is removed gets the
-- number of the event that removed it in `gone`, so that any event can be undone.  Only
-- purge deletes.

CREATE TABLE meta (
	key TEXT PRIMARY KEY,
	value ANY
) STRICT, WITHOUT ROWID;

-- language tags, canonical BCP 47
CREATE TABLE lang (
	id INTEGER PRIMARY KEY,
	tag TEXT NOT NULL UNIQUE
) STRICT;

-- the history: one row a write
CREATE TABLE event (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,                      -- ISO 8601 UTC
	who TEXT NOT NULL,
	what TEXT NOT NULL,                    -- "import", "term edit", "undo" …
	summary TEXT NOT NULL DEFAULT '',
	why TEXT NOT NULL DEFAULT '',
	undoes INTEGER,                        -- the event it takes back
	changes INTEGER NOT NULL DEFAULT 0,
	first_unit INTEGER, last_unit INTEGER, -- what it made lies in these ranges
	first_concept INTEGER, last_concept INTEGER
) STRICT;
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;

-- edits of concepts that were there before: how each was, and a hash of how it was left
CREATE TABLE change (
	event INTEGER NOT NULL REFERENCES event,
	concept INTEGER NOT NULL,
	before BLOB NOT NULL,                  -- packed record (src/store/pack.c)
	after INTEGER NOT NULL,                -- hash of the packed record
	PRIMARY KEY (event, concept)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_concept ON change (concept);

CREATE TABLE origin (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- a file that was imported: what it said of itself
CREATE TABLE document (
	id INTEGER PRIMARY KEY,
	origin INTEGER NOT NULL REFERENCES origin,
	event INTEGER NOT NULL,
	gone INTEGER,
	path TEXT NOT NULL,
	format TEXT NOT NULL,
	version TEXT,
	lang TEXT,
	root_attrs TEXT, attrs TEXT, head TEXT, tail TEXT,
	hash INTEGER NOT NULL                  -- of all that from format on
) STRICT;
-- the members of an archive may all have the same head
CREATE INDEX document_hash ON document (hash, path, origin);

-- one row for each distinct text of a language, kept byte for byte
CREATE TABLE segment (
	id INTEGER PRIMARY KEY,
	lang INTEGER NOT NULL REFERENCES lang,
	hash INTEGER NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE INDEX segment_hash ON segment (hash);

CREATE TABLE unit (
	id INTEGER PRIMARY KEY,
	document INTEGER NOT NULL REFERENCES document,
	event INTEGER NOT NULL,                -- that made it
	gone INTEGER,                          -- that removed it
	hash INTEGER NOT NULL,                 -- of all its content: equal, they are one
	tuid INTEGER,                          -- hash of its tuid, NULL where it has none
	day INTEGER,                           -- last changed, else made: YYYYMMDD
	status INTEGER NOT NULL,               -- 0 unreviewed, 1 reviewed
	attrs TEXT, extra TEXT                 -- canonical markup, as tmx/unit.h
) STRICT;
CREATE INDEX unit_hash ON unit (hash);
-- unit_tuid is made by the first import into an origin that is there already (intake.c)
CREATE INDEX unit_gone ON unit (gone) WHERE gone IS NOT NULL;

CREATE TABLE variant (
	unit INTEGER NOT NULL REFERENCES unit,
	pos INTEGER NOT NULL,
	segment INTEGER NOT NULL REFERENCES segment,
	written TEXT,                          -- its language as written, if other
	empty INTEGER,                         -- 1: there was no <seg>
	attrs TEXT, extra TEXT, markup TEXT,
	PRIMARY KEY (unit, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_segment ON variant (segment);

-- further documents in which a known unit was met
CREATE TABLE sighting (
	unit INTEGER NOT NULL REFERENCES unit,
	document INTEGER NOT NULL REFERENCES document,
	event INTEGER NOT NULL,
	gone INTEGER,
	PRIMARY KEY (unit, document)
) STRICT, WITHOUT ROWID;

-- what an undo brought back and which event had removed it, so that it can go again
CREATE TABLE revival (
	event INTEGER NOT NULL REFERENCES event,
	what INTEGER NOT NULL,                 -- 0 unit, 1 concept, 2 document
	object INTEGER NOT NULL,
	gone INTEGER NOT NULL,
	PRIMARY KEY (event, what, object)
) STRICT, WITHOUT ROWID;

CREATE TABLE concept (
	id INTEGER PRIMARY KEY,
	key TEXT NOT NULL UNIQUE,              -- its id, perhaps with ~2 …, or C<id>
	written TEXT,                          -- its id as its file writes it
	document INTEGER REFERENCES document,  -- NULL: made here
	event INTEGER NOT NULL,
	gone INTEGER,
	hash INTEGER NOT NULL,                 -- of the packed record as imported
	kind INTEGER NOT NULL,
	subject TEXT, definition TEXT, note TEXT,
	attrs TEXT, extra TEXT
) STRICT;
CREATE INDEX concept_hash ON concept (hash);
CREATE INDEX concept_written ON concept (written) WHERE written IS NOT NULL;
CREATE INDEX concept_gone ON concept (gone) WHERE gone IS NOT NULL;

CREATE TABLE section (
	concept INTEGER NOT NULL REFERENCES concept,
	pos INTEGER NOT NULL,
	lang INTEGER NOT NULL REFERENCES lang,
	written TEXT,
	attrs TEXT, extra TEXT,
	PRIMARY KEY (concept, pos)
) STRICT, WITHOUT ROWID;

CREATE TABLE form (
	id INTEGER PRIMARY KEY,
	concept INTEGER NOT NULL REFERENCES concept,
	section INTEGER NOT NULL,              -- pos of its section
	pos INTEGER NOT NULL,
	lang INTEGER NOT NULL REFERENCES lang,
	text TEXT NOT NULL,
	markup TEXT,                           -- NULL: text is all
	status INTEGER NOT NULL,               -- enum form_status
	kind INTEGER NOT NULL,                 -- enum form_kind
	valid_from TEXT, valid_to TEXT,
	source TEXT,
	reliability INTEGER NOT NULL DEFAULT 0,
	note TEXT, instead TEXT,
	approved_by TEXT, approved_at TEXT,
	attrs TEXT, term_attrs TEXT, extra TEXT,
	grouped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX form_concept ON form (concept, section, pos);

CREATE TABLE relation (
	id INTEGER PRIMARY KEY,
	concept INTEGER NOT NULL REFERENCES concept,
	pos INTEGER NOT NULL,
	kind INTEGER NOT NULL,                 -- enum relation_kind
	target INTEGER REFERENCES concept,     -- NULL: not in the base (yet)
	written TEXT NOT NULL,                 -- its id as the file writes it
	valid_from TEXT, valid_to TEXT, source TEXT, note TEXT
) STRICT;
CREATE INDEX relation_concept ON relation (concept, pos);
CREATE INDEX relation_target ON relation (target) WHERE target IS NOT NULL;
