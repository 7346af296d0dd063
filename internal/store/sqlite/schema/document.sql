-- class: derived

-- Copies of sources. The files lie beside the store, by their SHA-256.
create table document (
  n      integer not null primary key references record (n),
  source integer not null references source (n),
  sha256 blob not null
) strict;

create index document_source on document (source);
create index document_sha256 on document (sha256);
