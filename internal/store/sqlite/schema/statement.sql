-- class: derived

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
create index statement_variable on statement (variable, n);
