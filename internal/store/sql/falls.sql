-- name: insert
insert into falls (made, n, strike) values ($1, $2, $3);

-- name: empty
delete from falls;

-- name: scan
select made, n, strike from falls order by made, n, strike;

-- name: of
select distinct n from falls where strike = any ($1) order by n;

-- name: by
select strike from falls where n = any ($1)
union
select k.n from record r join taken k on r.n >= k.first and r.n <= k.last where r.n = any ($1)
order by strike;

-- What hangs on some records: on a link's ends the link, on a subject and a source
-- what was said of it or by it, and on that what takes it back and
-- where it stands.

-- name: hanging
select n from link where incident = any ($1)
union select n from link where actor = any ($1)
union select n from statement where subject = any ($1)
union select n from statement where source = any ($1)
union select n from regrade where source = any ($1)
union select n from withdrawal where target = any ($1)
union select n from withdrawal where source = any ($1)
union select n from amendment where target = any ($1)
union select n from distinction where one = any ($1)
union select n from distinction where other = any ($1)
union select n from document where source = any ($1)
union select n from anchor where statement = any ($1)
union select n from anchor where document = any ($1)
union select n from note where dataset = any ($1)
union select n from note where source = any ($1)
union select n from kept_filter where dataset = any ($1)
order by n;
