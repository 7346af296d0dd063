-- name: insert
insert into store (one, id, key) values (1, $1, $2);

-- name: get
select substr(id, 1, 1024), substr(key, 1, 1024), length(id) > 1024 or length(key) > 1024 from store;

-- name: count
select count(*) from store;
