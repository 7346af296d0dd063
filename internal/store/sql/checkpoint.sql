-- name: insert
insert into checkpoint (size, text) values ($1, $2);

-- name: last
select size, text from checkpoint order by size desc limit 1;

-- name: get
select text from checkpoint where size = $1;

-- name: count
select count(*) from checkpoint;
