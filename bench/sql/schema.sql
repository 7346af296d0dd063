CREATE TABLE incident(id INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL, year {{.Small}} NOT NULL);
CREATE TABLE statement(id INTEGER NOT NULL{{.Key}}, incident_id INTEGER NOT NULL, variable {{.Small}} NOT NULL, value {{.Small}} NOT NULL,
  grade {{.Small}} NOT NULL, source_id INTEGER NOT NULL, published_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, retracted_at INTEGER);
CREATE TABLE calendar(day INTEGER NOT NULL PRIMARY KEY, m INTEGER NOT NULL);
CREATE TABLE cut(m INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL);
CREATE TABLE change_point(incident_id INTEGER NOT NULL, t INTEGER NOT NULL, cat {{.Small}} NOT NULL, prev {{.Small}} NOT NULL{{.PointKey}}){{.Clustered}};
CREATE TABLE delta(year INTEGER NOT NULL, cat INTEGER NOT NULL, m INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(year,cat,m)){{.Clustered}};
CREATE TABLE answer(m INTEGER NOT NULL, year INTEGER NOT NULL, cat INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(m,year,cat)){{.Clustered}};
