-- The tables that are kept, filled once.
INSERT INTO change_point (incident_id, t, cat, prev) WITH {{template "changes.sql" .}} SELECT incident_id, t, cat, prev FROM ch;
INSERT INTO delta (year, cat, m, n)
SELECT year, cat, m, sum(n) FROM (
  SELECT i.year, 0 AS cat, c.m, 1 AS n FROM incident i JOIN calendar c ON c.day = i.day
  UNION ALL SELECT i.year, p.cat, c.m, 1 FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t
  UNION ALL SELECT i.year, p.prev, c.m, -1 FROM change_point p JOIN incident i ON i.id = p.incident_id JOIN calendar c ON c.day = p.t) x
WHERE m < 240 GROUP BY 1,2,3;
