-- The catalog: what the content says, what the site holds, and what is yet to be done.
-- A cache: another schema version starts afresh, nothing is ever migrated.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Each content file as it was last read. A file whose size and time are these is not read again.
CREATE TABLE sources (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest BLOB NOT NULL
) WITHOUT ROWID;

-- What every list of stories may read. The text itself is in "texts": a list cannot depend on it.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    outlet TEXT NOT NULL,
    date TEXT NOT NULL,          -- as known, to the day at most; '' when unknown
    year TEXT NOT NULL,
    day TEXT NOT NULL,           -- '07-17' when the day is known, else ''
    label TEXT NOT NULL,
    ord TEXT NOT NULL,           -- sorts in time; with url a total order
    position TEXT NOT NULL,      -- sorts within an edition: by printed page; with url a total order
    draft INTEGER NOT NULL,
    embargo TEXT NOT NULL,       -- UTC, or ''
    withdrawn INTEGER NOT NULL,
    public INTEGER NOT NULL,     -- has a page: no embargo, and no draft where these are not shown
    listed INTEGER NOT NULL,     -- is in lists: public, and not withdrawn
    searched INTEGER NOT NULL,   -- is in the archive's own search: listed, and no case leaves it out
    headline TEXT NOT NULL, kicker TEXT NOT NULL, standfirst TEXT NOT NULL,
    section TEXT NOT NULL, page TEXT NOT NULL, language TEXT NOT NULL,
    thumb TEXT NOT NULL,         -- the lead picture's path, or ''
    modified TEXT NOT NULL,      -- when its content last changed, as far as a day at least; '' when unknown
    noindex INTEGER NOT NULL,    -- kept from search engines
    rights TEXT NOT NULL,        -- as the story or its agency states them, or ''
    withheld TEXT NOT NULL       -- the agency whose terms keep its text from readers, or ''
);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_time ON articles (outlet, date, label, position, url) WHERE listed;
CREATE INDEX articles_public ON articles (outlet, date) WHERE public;
CREATE INDEX articles_withdrawn ON articles (outlet, date, label) WHERE public AND NOT listed;
CREATE INDEX articles_year ON articles (outlet, year) WHERE listed;
CREATE INDEX articles_date ON articles (date, language, searched) WHERE listed;
CREATE INDEX articles_day ON articles (day, year) WHERE listed AND day <> '';
CREATE INDEX articles_mapped ON articles (date, modified) WHERE listed AND NOT noindex;
CREATE INDEX articles_unsearched ON articles (source) WHERE listed AND NOT searched;
CREATE INDEX articles_embargo ON articles (embargo) WHERE embargo <> '';
CREATE INDEX articles_draft ON articles (source) WHERE draft;

-- Each story as readers get it: what terms keep from them is not in it. What its file says is in "written", where it says more.
CREATE TABLE texts (article INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE written (article INTEGER PRIMARY KEY, record BLOB NOT NULL);

-- What an agency supplied: a story's text ('') or one of its pictures, and from when on its terms let it be shown no more.
CREATE TABLE supplied (
    agency TEXT NOT NULL, article INTEGER NOT NULL, part TEXT NOT NULL,
    due TEXT NOT NULL,           -- UTC, or '' for never
    PRIMARY KEY (agency, article, part)
) WITHOUT ROWID;
CREATE INDEX supplied_article ON supplied (article);
CREATE INDEX supplied_due ON supplied (due) WHERE due <> '';

-- Sampled phrases of five words, and the stories that have them: those that search may find and no case is about.
CREATE TABLE phrases (phrase INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (phrase, article)) WITHOUT ROWID;
-- What stories brought and took away since the last pairing.
CREATE TABLE phrases_new (article INTEGER NOT NULL, phrase INTEGER NOT NULL, PRIMARY KEY (article, phrase)) WITHOUT ROWID;
CREATE TABLE phrases_gone (phrase INTEGER NOT NULL);
-- Stories that share their text; each pair stands twice.
CREATE TABLE copies (article INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (article, other)) WITHOUT ROWID;

-- Which listed stories are under which topic, person, place …
CREATE TABLE members (
    kind TEXT NOT NULL, entity TEXT NOT NULL, year TEXT NOT NULL, article INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (kind, entity, year, article)
) WITHOUT ROWID;
CREATE INDEX members_article ON members (article);
CREATE INDEX members_name ON members (kind, entity, name);

-- Corrections and withdrawals of public stories, for the logs.
CREATE TABLE notes (
    log TEXT NOT NULL, year TEXT NOT NULL, date TEXT NOT NULL, article INTEGER NOT NULL, number INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    kind TEXT NOT NULL,          -- of a correction: 'clarification' ...; else ''
    text TEXT NOT NULL,
    PRIMARY KEY (log, year, date, article, number)
) WITHOUT ROWID;
CREATE INDEX notes_outlet ON notes (outlet, log, year, date);
CREATE INDEX notes_kind ON notes (log, kind, article);
CREATE INDEX notes_article ON notes (article);

-- What cases of takedowns.yaml did to articles and to the comments on them ("article" is then the article's source).
CREATE TABLE taken_down (
    source TEXT NOT NULL, article TEXT NOT NULL, id TEXT NOT NULL, action TEXT NOT NULL, date TEXT NOT NULL,
    reason TEXT NOT NULL, until TEXT NOT NULL,
    PRIMARY KEY (source, id)
) WITHOUT ROWID;
CREATE INDEX taken_down_article ON taken_down (article);

-- Outlets, editions, people's files, comments, pages, pictures.
CREATE TABLE records (
    source TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX records_id ON records (kind, id, source);

-- Links between content files, and pictures that a content file shows; with the line, for messages.
CREATE TABLE links (source TEXT NOT NULL, target TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (source, target)) WITHOUT ROWID;
CREATE INDEX links_target ON links (target);
-- Addresses on other hosts that content files link to, and those of them, or others, that are dead.
CREATE TABLE outside (source TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (source, address)) WITHOUT ROWID;
CREATE INDEX outside_address ON outside (address, source);
CREATE TABLE dead (address TEXT NOT NULL, source TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (address, source)) WITHOUT ROWID;
CREATE INDEX dead_source ON dead (source);
CREATE TABLE shows (
    source TEXT NOT NULL, picture TEXT NOT NULL, line INTEGER NOT NULL,
    rights TEXT NOT NULL,        -- the picture's own, or ''
    hidden TEXT NOT NULL,        -- '' when readers see it; else the agency whose terms keep it from them, or '-': not distributable
    PRIMARY KEY (source, picture)
) WITHOUT ROWID;
CREATE INDEX shows_picture ON shows (picture);

-- Which commits changed an article's file, in the order of the line ("number"), while an outlet tells of versions.
CREATE TABLE revisions (
    source TEXT NOT NULL, number INTEGER NOT NULL, committed TEXT NOT NULL, blob TEXT NOT NULL, PRIMARY KEY (source, number)
) WITHOUT ROWID;
-- What stories said, as the cases let it be: of those that said more than one thing.
CREATE TABLE versions (
    source TEXT NOT NULL, number INTEGER NOT NULL, moment TEXT NOT NULL, words BLOB NOT NULL, PRIMARY KEY (source, number)
) WITHOUT ROWID;

-- Every address that a content file claims: its own, and its aliases.
-- "file" is the site's file that is served there: "/x" and "/x/" are one. "folded" is the file as a disk sees it
-- that takes capital letters and small ones for the same.
CREATE TABLE addresses (
    path TEXT NOT NULL, source TEXT NOT NULL, alias INTEGER NOT NULL, file TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (path, source)
) WITHOUT ROWID;
CREATE INDEX addresses_folded ON addresses (folded, file);
CREATE INDEX addresses_source ON addresses (source);
CREATE INDEX addresses_own ON addresses (source) WHERE NOT alias;  -- a file of the ledger has a hundred thousand old ones

-- Every address that was ever published, as addresses/ lists them: something must stand there ("file").
CREATE TABLE ledger (file TEXT NOT NULL, source TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (file, source)) WITHOUT ROWID;
CREATE INDEX ledger_source ON ledger (source);
-- Those of them that lead on, by what the ledger says; they are in "addresses" too.
CREATE TABLE redirects (
    path TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, file TEXT NOT NULL,
    target_file TEXT NOT NULL, target_folded TEXT NOT NULL,
    PRIMARY KEY (path, source)
) WITHOUT ROWID;
CREATE INDEX redirects_file ON redirects (file);
CREATE INDEX redirects_target ON redirects (target_file);
CREATE INDEX redirects_source ON redirects (source);

-- The site: one row a file, and why it was last written.
CREATE TABLE pages (
    kind TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, view BLOB NOT NULL, output BLOB NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE INDEX pages_path ON pages (path);

-- What is yet to be looked at. A mark goes only after its file is in place.
CREATE TABLE dirty (kind TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;

CREATE TABLE fingerprints (kind TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE shards (id TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
-- Every file that search put into the site, in short: see search/contents.py. Only "backissue check" reads it.
CREATE TABLE listings (id TEXT PRIMARY KEY, files BLOB NOT NULL);

-- Dates of stories whose pages changed since every search shard was in place; '*': of any.
CREATE TABLE to_index (date TEXT PRIMARY KEY) WITHOUT ROWID;
