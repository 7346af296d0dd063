{{/* The days on which the answer of incidents changes: ch(incident_id, t, cat, prev). */ -}}
u AS (SELECT incident_id, variable, published_at AS p, coalesce(retracted_at, 1000000) AS r, {{template "key.sql" .}} AS key
 FROM statement s WHERE grade <= {{.Adequate}}{{if .Incident}} AND incident_id = {{.Incident}}{{end}}),
t AS (SELECT incident_id, p AS t FROM u UNION SELECT incident_id, r FROM u WHERE r < 1000000),
st AS (SELECT t.incident_id, t.t,
{{- range $i, $v := .Variables}}
  nullif(nullif(max(CASE WHEN variable={{$i}} THEN key END) % 8, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM t LEFT JOIN u ON u.incident_id = t.incident_id AND u.p <= t.t AND u.r > t.t GROUP BY 1,2),
cat AS (SELECT incident_id, t, {{template "table.sql" .}} AS cat FROM st),
ch AS (SELECT * FROM (SELECT incident_id, t, cat, lag(cat,1,0) OVER (PARTITION BY incident_id ORDER BY t) AS prev FROM cat) x WHERE cat <> prev)
