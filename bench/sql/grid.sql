{{/* From what changes at month-ends, g(year, cat, m, n), to the series. */ -}}
yc AS (SELECT DISTINCT year, cat FROM g),
f AS (SELECT cut.day, yc.year, yc.cat, sum(coalesce(g.n,0)) OVER (PARTITION BY yc.year, yc.cat ORDER BY cut.m) AS n
 FROM cut CROSS JOIN yc LEFT JOIN g ON g.m = cut.m AND g.year = yc.year AND g.cat = yc.cat)
SELECT day, year, cat, n FROM f WHERE n <> 0 ORDER BY 1,2,3;
