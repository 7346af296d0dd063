{{/* The rank of a statement among those of its variable, with its value in the lowest three bits. */ -}}
(CAST(published_at AS BIGINT)*1073741824 + (7-grade)*134217728 + s.id*8 + value)
