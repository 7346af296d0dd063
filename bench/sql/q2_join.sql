-- Counts at every month-end. An incident can only change at a month-end at
-- which one of its statements begins or ceases to count: for each of these,
-- a join gives the statements that count then.
WITH {{template "month.sql" .}},
t AS (SELECT incident_id, m FROM u UNION SELECT incident_id, r FROM u WHERE r < 240),
st AS (SELECT t.incident_id, t.m,
{{- range $i, $v := .Variables}}
  nullif(nullif(max(CASE WHEN variable={{$i}} THEN key END) % 8, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM t LEFT JOIN u ON u.incident_id = t.incident_id AND u.m <= t.m AND u.r > t.m GROUP BY 1,2),
cat AS (SELECT incident_id, m, {{template "table.sql" .}} AS cat FROM st),
ch AS (SELECT * FROM (SELECT incident_id, m, cat, lag(cat,1,0) OVER (PARTITION BY incident_id ORDER BY m) AS prev FROM cat) x WHERE cat <> prev),
{{template "series.sql" .}}
