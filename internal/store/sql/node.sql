-- The stored hashes of the ledger's tree, by tlog.StoredHashIndex.

-- name: schema derived
create table node (
  n    integer not null primary key,
  hash blob not null
) strict;

-- name: insert
insert into node values ($1, $2);

-- name: get
select hash from node where n = $1;

-- name: count
select count(*) from node;
