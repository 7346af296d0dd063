-- What somebody does not see who may not see all: main has the tables
-- themselves, and before them stand views. Whoever sees all sees no difference.

-- name: list
select n from main.record except select n from record order by n;
