-- What is known of actors and links, all at once.

-- name: links
select l.n, b.body from link l join body b on b.n = l.n order by l.n;
