{{/* Adds an incident to the kept answers, or takes it off. */ -}}
INSERT INTO answer (m, year, cat, n)
SELECT cut.m, x.year, x.cat, sum(x.n) FROM (
  SELECT i.year, p.cat, c.m, {{.Sign}}1 AS n FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t WHERE p.incident_id = {{.Incident}}
  UNION ALL SELECT i.year, p.prev, c.m, {{.Opposite}}1 FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t WHERE p.incident_id = {{.Incident}}) x
JOIN cut ON cut.m >= x.m
WHERE true GROUP BY 1,2,3 HAVING sum(x.n) <> 0
ON CONFLICT (m, year, cat) DO UPDATE SET n = answer.n + excluded.n
