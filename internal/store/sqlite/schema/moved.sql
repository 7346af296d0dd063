-- class: derived

-- The days that count of a source, and of a statement or correction that has none
-- of its own, from the record on that moved them: an amendment, or the strike of
-- one.
create table moved (
  n     integer not null references record (n),
  made  integer not null references record (n),
  first integer, -- null: the source has none
  last  integer,
  primary key (n, made)
) strict, without rowid;
