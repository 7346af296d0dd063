-- One statement, and the kept answers brought up to it, durably.
BEGIN;
{{.Insert}};
{{template "q4_move_answers.sql" .Off}};
DELETE FROM change_point WHERE incident_id = {{.Incident}};
INSERT INTO change_point (incident_id, t, cat, prev) WITH {{template "changes.sql" .}} SELECT incident_id, t, cat, prev FROM ch;
{{template "q4_move_answers.sql" .On}};
COMMIT;
