-- Counts at every month-end. All variables of an incident are packed into one
-- number of three bits each, which one running window carries along.
-- Variables with a retracted statement are worked out by a join: they are few.
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
sm AS (SELECT incident_id, m, CAST(sum(d) OVER (PARTITION BY incident_id ORDER BY m ROWS UNBOUNDED PRECEDING) AS BIGINT) AS s FROM de),
st AS (SELECT incident_id, m,
{{- range $i, $v := .Variables}}
  nullif(nullif((s >> {{shift $i}}) & 7, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM sm),
cat AS (SELECT incident_id, m, {{template "table.sql" .}} AS cat FROM st),
ch AS (SELECT * FROM (SELECT incident_id, m, cat, lag(cat,1,0) OVER (PARTITION BY incident_id ORDER BY m) AS prev FROM cat) x WHERE cat <> prev),
{{template "series.sql" .}}
