-- A statement. Its days are those that count: the source's where it gives none
-- of its own.

-- name: schema derived
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

-- name: insert
insert into statement values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: scan
select * from statement order by n;

-- name: list
select s.n, b.body from statement s cross join body b on b.n = s.n order by s.n;

-- name: of
select s.subject, s.n, b.body from statement s cross join body b on b.n = s.n
where s.subject = any ($1) order by s.subject, s.n;

-- name: from
select s.n, b.body from statement s cross join body b on b.n = s.n
where s.source = $1 order by s.n;

-- name: any
select exists (select 1 from statement);
