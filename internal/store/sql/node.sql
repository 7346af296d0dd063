-- The stored hashes of the ledger's tree, by tlog.StoredHashIndex.

-- name: insert
insert into node values ($1, $2);

-- name: empty
delete from node;

-- name: get
select hash from node where n = $1;

-- name: count
select count(*) from node;
