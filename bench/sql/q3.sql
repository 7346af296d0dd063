-- The history of one incident: from which day on it is what, after undetermined at first.
WITH {{template "changes.sql" .}}
SELECT t, cat FROM ch ORDER BY t
