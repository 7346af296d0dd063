{{/* From the changes ch(incident_id, m, cat, prev), by month-end, to the series. */ -}}
g AS (SELECT year, cat, m, sum(n) AS n FROM (
  SELECT i.year, 0 AS cat, c.m, 1 AS n FROM incident i JOIN calendar c ON c.day = i.day
  UNION ALL SELECT i.year, ch.cat, ch.m, 1 FROM ch JOIN incident i ON i.id = ch.incident_id
  UNION ALL SELECT i.year, ch.prev, ch.m, -1 FROM ch JOIN incident i ON i.id = ch.incident_id) x GROUP BY 1,2,3),
{{template "grid.sql" .}}
