{{/* What counts, with the first month-end at which it does, and the first at which it does not any more. */ -}}
u AS {{.Materialized}} (SELECT incident_id, variable, p.m AS m, coalesce(r.m, 240) AS r, {{template "key.sql" .}} AS key
 FROM statement s JOIN calendar p ON p.day = published_at LEFT JOIN calendar r ON r.day = retracted_at
 WHERE grade <= {{.Adequate}} AND p.m < coalesce(r.m, 240))
