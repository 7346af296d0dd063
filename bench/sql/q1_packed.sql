-- Counts at one day: the top of each variable first, then all of an incident
-- packed into one number of three bits each.
WITH top AS (
 SELECT incident_id, variable, max({{template "key.sql" .}}) % 8 AS code FROM statement s
 WHERE published_at <= {{.Day}} AND grade <= {{.Adequate}} AND (retracted_at IS NULL OR retracted_at > {{.Day}})
 GROUP BY 1,2),
packed AS (SELECT incident_id, CAST(sum(code * {{.Place}}) AS BIGINT) AS s FROM top GROUP BY 1),
p AS (SELECT incident_id,
{{- range $i, $v := .Variables}}
  nullif(nullif((s >> {{shift $i}}) & 7, 0), {{$v.Codes}}) AS v{{$i}}{{if lt $i 19}},{{end}}
{{- end}}
 FROM packed),
c AS (SELECT incident_id, {{template "table.sql" .}} AS cat FROM p)
SELECT year, coalesce(cat,0) AS cat, count(*) AS n FROM incident i LEFT JOIN c ON c.incident_id = i.id
WHERE day <= {{.Day}} GROUP BY 1,2 ORDER BY 1,2;
