-- Who a person in the ledger is. Outside it, so that a name can be taken away.

-- name: insert
insert into local_person (id, name) values ($1, $2);

-- name: find
select id from local_person where name = $1;

-- name: these
select id, name from local_person where id = any ($1) order by id;

-- name: malformed
select id from local_person where substr(id, 1, 2) <> 'p-' order by id limit 1;
