{{/* Adds the changes of an incident to the kept sums, or takes them off. */ -}}
INSERT INTO delta (year, cat, m, n)
SELECT year, cat, m, sum(n) FROM (
  SELECT i.year, p.cat, c.m, {{.Sign}}1 AS n FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t WHERE p.incident_id = {{.Incident}}
  UNION ALL SELECT i.year, p.prev, c.m, {{.Opposite}}1 FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t WHERE p.incident_id = {{.Incident}}) x
WHERE m < 240 GROUP BY 1,2,3
ON CONFLICT (year, cat, m) DO UPDATE SET n = delta.n + excluded.n
