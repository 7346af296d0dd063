-- Counts at every month-end. As q2_window.sql, but that each change takes an
-- incident from what it was before to what it is after, without a second
-- window over the answers.
WITH {{template "month.sql" .}},
rc AS (SELECT DISTINCT incident_id, variable FROM u WHERE r < 240),
rcs AS (SELECT u.* FROM u JOIN rc ON rc.incident_id = u.incident_id AND rc.variable = u.variable),
rt AS (SELECT incident_id, variable, m FROM rcs UNION SELECT incident_id, variable, r FROM rcs WHERE r < 240),
ev AS (
 SELECT incident_id, variable, m, max(key) % 8 AS code FROM u
  WHERE NOT EXISTS (SELECT 1 FROM rc WHERE rc.incident_id = u.incident_id AND rc.variable = u.variable) GROUP BY 1,2,3
 UNION ALL
 SELECT rt.incident_id, rt.variable, rt.m, coalesce(max(s.key) % 8, 0)
  FROM rt LEFT JOIN rcs s ON s.incident_id = rt.incident_id AND s.variable = rt.variable AND s.m <= rt.m AND s.r > rt.m
  GROUP BY 1,2,3),
dl AS (SELECT incident_id, m, {{.Delta}} AS d FROM ev),
de AS (SELECT incident_id, m, sum(d) AS d FROM dl WHERE d <> 0 GROUP BY 1,2),
sm AS (SELECT incident_id, m, d, CAST(sum(d) OVER (PARTITION BY incident_id ORDER BY m ROWS UNBOUNDED PRECEDING) AS BIGINT) AS s FROM de),
st AS (SELECT incident_id, m, n,
{{- range $i, $v := .Variables}}
  nullif(nullif((s >> {{shift $i}}) & 7, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM (SELECT incident_id, m, s, 1 AS n FROM sm UNION ALL SELECT incident_id, m, s - CAST(d AS BIGINT), -1 FROM sm) x),
cat AS (SELECT incident_id, m, n, {{template "table.sql" .}} AS cat FROM st),
g AS (SELECT year, cat, m, sum(n) AS n FROM (
  SELECT i.year, 0 AS cat, c.m, 1 AS n FROM incident i JOIN calendar c ON c.day = i.day
  UNION ALL SELECT i.year, cat.cat, cat.m, cat.n FROM cat JOIN incident i ON i.id = cat.incident_id) x GROUP BY 1,2,3),
{{template "grid.sql" .}}
