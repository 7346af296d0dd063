{{/* The decision table over v0 to v19, which are NULL where they are unknown. */ -}}
CASE
  WHEN v19 IN (1) AND (v5 IN (1,2) OR v2 IN (1) OR v3 IN (1)) THEN 1
  WHEN v5 IN (1,2) AND (v1 IN (1) OR v2 IN (1) OR v3 IN (1,2)) THEN 1
  WHEN (v12 IN (1) OR v13 IN (1)) AND (v4 IN (1) OR v7 IN (1)) AND v0 IN (1,3) THEN 1
  WHEN (v5 IN (3) OR v6 IN (2,3)) AND (v1 IN (1,2) OR v14 IN (1,2)) THEN 2
  WHEN v1 IN (2) AND (v5 IN (1,2,3) OR v6 IN (1,2,3) OR v7 IN (2)) THEN 2
  WHEN (v8 IN (1,2) OR v9 IN (1)) AND (v1 IN (3) OR v14 IN (4)) THEN 3
  WHEN (v9 IN (1) OR v10 IN (1,2) OR v17 IN (1)) AND v11 IN (1,2,3) AND (v5 IN (4) OR v15 IN (1,2,3)) THEN 3
  WHEN v8 IN (1,2) AND v0 IN (1,3){{if ne .Table "V2"}} AND v16 IN (1,2,3){{end}} THEN 3
  WHEN v19 IN (3) AND (v9 IN (2) OR v18 IN (1)) THEN 4
  WHEN (v19 IN (3) AND (v9 IN (2) OR v18 IN (1))) IS NULL THEN 0
  WHEN v11 IN (4,5) AND (v1 IN (3) OR v6 IN (4) OR v10 IN (3)) THEN 4
{{- if eq .Table "V3"}}
  WHEN v15 = v16 THEN 3
{{- end}}
  ELSE 0 END
