create table adoption (
  n       integer not null primary key references record (n),
  dataset integer not null,
  id      text not null,
  version text not null,
  sha256  blob not null
) strict;

create index adoption_version on adoption (dataset, id, version);
create table body (
  n    integer not null primary key references record (n),
  salt blob not null check (length(salt) = 16),
  body text not null
) strict;

create trigger body_delete before delete on body
when not exists (select 1 from erasure where target = old.n)
begin
  select raise(abort, 'a body is deleted only where an erasure names its record');
end;
create trigger body_update before update on body
begin
  select raise(abort, 'the ledger is insert-only');
end;
create table checkpoint (
  size integer not null primary key references entry (n),
  text text not null -- the signed note
) strict;
create trigger checkpoint_delete before delete on checkpoint
begin
  select raise(abort, 'the ledger is insert-only');
end;
create trigger checkpoint_update before update on checkpoint
begin
  select raise(abort, 'the ledger is insert-only');
end;
create table edition (
  n       integer not null primary key references record (n),
  dataset integer not null,
  source  integer not null references source (n)
) strict;

create index edition_dataset on edition (dataset);
create table entry (
  n      integer not null primary key,
  time   integer not null unique, -- microseconds since 1970-01-01 UTC
  person text not null,
  kind   text not null,
  first  integer not null unique, -- the number of its first record
  count  integer not null check (count > 0),
  root   blob not null check (length(root) = 32)
) strict;
create trigger entry_delete before delete on entry
begin
  select raise(abort, 'the ledger is insert-only');
end;
create trigger entry_update before update on entry
begin
  select raise(abort, 'the ledger is insert-only');
end;
create table erasure (
  n      integer not null primary key references record (n),
  target integer not null unique references record (n)
) strict;
create table fold (
  n      integer not null primary key references record (n),
  claims blob not null check (length(claims) = 32), -- of what an index of all incidents reads
  texts  blob not null check (length(texts) = 32)   -- of what an index of words reads
) strict;
create table link (
  n        integer not null primary key references subject (n),
  incident integer not null references subject (n),
  actor    integer not null references subject (n),
  role     integer not null references term (n)
) strict;

create index link_incident on link (incident);
create index link_actor on link (actor);
create table name (
  space   integer not null,
  dataset integer not null, -- the record of the dataset; 0 is main
  id      text not null,
  n       integer not null references record (n),
  primary key (space, dataset, id)
) strict, without rowid;
create table node (
  n    integer not null primary key,
  hash blob not null
) strict;
create table note (
  n       integer not null primary key references record (n),
  dataset integer not null
) strict;

create index note_dataset on note (dataset);
create table local_person (
  id   text not null primary key,
  name text not null unique
) strict, without rowid;
create table record (
  n    integer not null primary key,
  hash blob not null check (length(hash) = 32)
) strict;
create trigger record_delete before delete on record
begin
  select raise(abort, 'the ledger is insert-only');
end;
create trigger record_update before update on record
begin
  select raise(abort, 'the ledger is insert-only');
end;
create table regrade (
  n           integer not null primary key references record (n),
  source      integer not null references source (n),
  reliability integer not null
) strict;

create index regrade_source on regrade (source);
create table rests_on (
  source integer not null references source (n),
  target integer not null references source (n),
  primary key (source, target)
) strict, without rowid;

create index rests_on_target on rests_on (target);
create table row (
  n        integer not null primary key references record (n),
  incident integer not null references subject (n),
  source   integer not null references source (n),
  first    integer not null,
  last     integer not null,
  unlisted integer not null
) strict;

create index row_incident on row (incident);
create table settles (
  n      integer not null references record (n),
  target integer not null references record (n),
  primary key (n, target)
) strict, without rowid;

create index settles_target on settles (target);
create table source (
  n           integer not null primary key references record (n),
  reliability integer not null, -- 1 to 6 for A to F; 0 is none
  first       integer,          -- the first and the last day on which it may have come out
  last        integer
) strict;
create table statement (
  n           integer not null primary key references record (n),
  subject     integer not null references subject (n),
  variable    integer not null references term (n),
  value       integer references term (n), -- null: too long for a term
  stance      integer not null, -- 1 asserts, 2 denies, 3 raises
  basis       integer not null, -- 1 seen, 2 document, 3 told, 4 inferred; 0 is none
  source      integer not null references source (n),
  first       integer not null, -- the first and the last possible day
  last        integer not null,
  reliability integer not null, -- 0: the source's
  credibility integer not null, -- 0: none
  coder       integer references term (n) -- null: nobody is named
) strict;

create index statement_subject on statement (subject);
create index statement_source on statement (source);
create table store (
  one integer not null primary key check (one = 1),
  id  text not null,
  key text not null -- the public key, as sumdb/note writes it
) strict;
create trigger store_delete before delete on store
begin
  select raise(abort, 'the ledger is insert-only');
end;
create trigger store_update before update on store
begin
  select raise(abort, 'the ledger is insert-only');
end;
create table subject (
  n       integer not null primary key references record (n),
  kind    integer not null, -- 1 incident, 2 actor, 3 link
  dataset integer not null
) strict;

create index subject_kind on subject (dataset, kind);
create table term (
  n    integer not null primary key,
  text text not null unique
) strict;
create table withdrawal (
  n      integer not null primary key references record (n),
  target integer not null references record (n),
  kind   integer not null, -- 1 correction, 2 strike
  source integer references source (n),
  first  integer, -- of a correction, the days that count
  last   integer
) strict;

create index withdrawal_target on withdrawal (target);
create index withdrawal_source on withdrawal (source) where source is not null;
