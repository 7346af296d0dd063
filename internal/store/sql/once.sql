-- What was asked for under a key. An answer may repeat what the records say, and so
-- is forgotten when any of them is erased.

-- name: insert
insert into local_once (person, key, entry, salt, hash) values ($1, $2, $3, $4, $5);

-- name: find
select entry, salt, hash, answer from local_once
where person = (select id from local_person where name = $1) and key = $2;

-- name: answer
update local_once set answer = $3
where person = (select id from local_person where name = $1) and key = $2;

-- name: forget
update local_once set salt = null, hash = null, answer = null;
