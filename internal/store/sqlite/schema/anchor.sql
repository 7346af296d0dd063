-- class: derived

-- Where in a document a statement stands.
create table anchor (
  n         integer not null primary key references record (n),
  statement integer not null references statement (n),
  document  integer not null references document (n)
) strict;

create index anchor_statement on anchor (statement);
create index anchor_document on anchor (document);
