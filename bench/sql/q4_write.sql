-- One statement, and the kept tables brought up to it, durably.
BEGIN;
{{.Insert}};
{{template "q4_move.sql" .Off}};
DELETE FROM change_point WHERE incident_id = {{.Incident}};
INSERT INTO change_point (incident_id, t, cat, prev) WITH {{template "changes.sql" .}} SELECT incident_id, t, cat, prev FROM ch;
{{template "q4_move.sql" .On}};
COMMIT;
