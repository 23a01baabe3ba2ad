-- What can be computed from the content, and dropped at any time.  Raising the number in
-- derived.h makes every base rebuild these tables when it is next opened for writing.
-- Their names begin with term_ or name_, and no others do.
--
-- The index of terms (src/store/termindex.h).  Only forms of concepts that are there are
-- in it.

-- how many forms there are, by which the rarity of a word is weighed
DROP TABLE IF EXISTS term_total;
CREATE TABLE term_total (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	forms INTEGER NOT NULL
) STRICT;
INSERT INTO term_total VALUES (1, 0);

-- hash of the strictly folded form and, where it differs, of the loosely folded one
DROP TABLE IF EXISTS term_key;
CREATE TABLE term_key (
	key INTEGER NOT NULL,
	form INTEGER NOT NULL,
	PRIMARY KEY (key, form)
) STRICT, WITHOUT ROWID;

-- the words of a form by the numbers of their stems, in order (varints), so that it can
-- be scored without being read
DROP TABLE IF EXISTS term_form;
CREATE TABLE term_form (
	form INTEGER PRIMARY KEY,
	concept INTEGER NOT NULL,
	lang INTEGER NOT NULL,
	words BLOB NOT NULL
) STRICT;

-- stems (loosely folded words where the language has none), with the number of forms that
-- have it
DROP TABLE IF EXISTS term_stem;
CREATE TABLE term_stem (
	id INTEGER PRIMARY KEY,
	text TEXT NOT NULL UNIQUE,
	forms INTEGER NOT NULL
) STRICT;

-- words as they stand (loosely folded), with the stem their language gives them and how
-- often they stand
DROP TABLE IF EXISTS term_word;
CREATE TABLE term_word (
	text TEXT NOT NULL,
	stem INTEGER NOT NULL,
	times INTEGER NOT NULL,
	PRIMARY KEY (text, stem)
) STRICT, WITHOUT ROWID;

-- keys that a word shares with its misspellings (src/store/misspelt.h)
DROP TABLE IF EXISTS term_near;
CREATE TABLE term_near (
	key INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (key, text)
) STRICT, WITHOUT ROWID;

-- the forms that have a stem, packed; short forms first (src/store/postings.h)
DROP TABLE IF EXISTS term_posting;
CREATE TABLE term_posting (
	key INTEGER PRIMARY KEY,
	forms BLOB NOT NULL
) STRICT;

-- The index of names (src/store/nameindex.h).

-- each form under the hash of its first two words, the first in the upper half; of a
-- script without spaces that of its first characters
DROP TABLE IF EXISTS name_anchor;
CREATE TABLE name_anchor (
	key INTEGER NOT NULL,
	form INTEGER NOT NULL,
	PRIMARY KEY (key, form)
) STRICT, WITHOUT ROWID;

-- words of names of people and places, with the number of forms that have it
DROP TABLE IF EXISTS name_part;
CREATE TABLE name_part (
	id INTEGER PRIMARY KEY,
	text TEXT NOT NULL UNIQUE,
	forms INTEGER NOT NULL
) STRICT;

-- the parts under each key that a part shares with its other spellings
-- (termbase/names.h), packed (src/store/nameindex-near.c)
DROP TABLE IF EXISTS name_key;
CREATE TABLE name_key (
	key INTEGER PRIMARY KEY,
	parts BLOB NOT NULL
) STRICT;

-- of the parts of a span of numbers a byte each: twice its letters, and one where they are
-- Han, so that most need not be read
DROP TABLE IF EXISTS name_shape;
CREATE TABLE name_shape (
	span INTEGER PRIMARY KEY,
	shapes BLOB NOT NULL
) STRICT;

-- the forms that have a part, packed (src/store/postings.h)
DROP TABLE IF EXISTS name_posting;
CREATE TABLE name_posting (
	key INTEGER PRIMARY KEY,
	forms BLOB NOT NULL
) STRICT;
