-- class: derived

create table fold (
  n      integer not null primary key references record (n),
  claims blob not null check (length(claims) = 32), -- of what an index of all incidents reads
  texts  blob not null check (length(texts) = 32),  -- of what an index of words reads
  rows   blob not null check (length(rows) = 32)    -- of what the columns of imported datasets are made of
) strict;
