-- Counts at every month-end, by all days on which an incident changes: the
-- query that the goals were set against.
WITH u AS (SELECT incident_id, variable, published_at, retracted_at, {{template "key.sql" .}} AS key FROM statement s WHERE grade <= {{.Adequate}}),
rc AS (SELECT DISTINCT incident_id, variable FROM u WHERE retracted_at IS NOT NULL),
rcs AS (SELECT u.* FROM u JOIN rc ON rc.incident_id = u.incident_id AND rc.variable = u.variable),
rt AS (SELECT incident_id, variable, published_at AS t FROM rcs UNION SELECT incident_id, variable, retracted_at FROM rcs WHERE retracted_at IS NOT NULL),
ev AS (
 SELECT incident_id, variable, published_at AS t, key FROM u
  WHERE NOT EXISTS (SELECT 1 FROM rc WHERE rc.incident_id = u.incident_id AND rc.variable = u.variable)
 UNION ALL
 SELECT rt.incident_id, rt.variable, rt.t, CAST(rt.t AS BIGINT)*1073741824 + coalesce(max(s.key) % 8, 0)
  FROM rt LEFT JOIN rcs s ON s.incident_id = rt.incident_id AND s.variable = rt.variable AND s.published_at <= rt.t AND (s.retracted_at IS NULL OR s.retracted_at > rt.t)
  GROUP BY 1,2,3),
dl AS (SELECT incident_id, t, {{.DeltaOfDays}} AS d FROM (SELECT incident_id, variable, t, key, key % 8 AS code FROM ev) e),
sm AS (SELECT incident_id, t, {{.Carry}} OVER (PARTITION BY incident_id ORDER BY t) AS s FROM dl WHERE d <> 0),
st AS (SELECT incident_id, t,
{{- range $i, $v := .Variables}}
  nullif(nullif((s >> {{shift $i}}) & 7, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM (SELECT DISTINCT incident_id, t, s FROM sm) q),
cat AS (SELECT incident_id, t, {{template "table.sql" .}} AS cat FROM st),
ch AS (SELECT c.incident_id, c.cat, c.prev, calendar.m FROM (SELECT incident_id, t, cat, lag(cat,1,0) OVER (PARTITION BY incident_id ORDER BY t) AS prev FROM cat) c
 JOIN calendar ON calendar.day = c.t WHERE cat <> prev AND calendar.m < 240),
{{template "series.sql" .}}
