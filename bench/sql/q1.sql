-- Counts at one day: of each variable the statement that ranks first.
WITH p AS (
 SELECT incident_id,
{{- range $i, $v := .Variables}}
  nullif(max(CASE WHEN variable={{$i}} THEN key END) % 8, {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM (SELECT incident_id, variable, {{template "key.sql" .}} AS key FROM statement s
   WHERE published_at <= {{.Day}} AND grade <= {{.Adequate}} AND (retracted_at IS NULL OR retracted_at > {{.Day}})) s
 GROUP BY incident_id),
c AS (SELECT incident_id, {{template "table.sql" .}} AS cat FROM p)
SELECT year, coalesce(cat,0) AS cat, count(*) AS n FROM incident i LEFT JOIN c ON c.incident_id = i.id
WHERE day <= {{.Day}} GROUP BY 1,2 ORDER BY 1,2;
