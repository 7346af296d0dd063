-- The answer itself, kept for every month-end.
INSERT INTO answer (m, year, cat, n)
SELECT m, year, cat, n FROM (
 SELECT cut.m, yc.year, yc.cat, sum(coalesce(g.n,0)) OVER (PARTITION BY yc.year, yc.cat ORDER BY cut.m) AS n
 FROM cut CROSS JOIN (SELECT DISTINCT year, cat FROM delta) yc LEFT JOIN delta g ON g.m = cut.m AND g.year = yc.year AND g.cat = yc.cat) f;
