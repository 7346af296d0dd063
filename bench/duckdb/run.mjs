// Runs SQL in DuckDB: one JSON request a line, {"sql": ...}, one JSON answer a
// line, {"rows": ..., "ms": ...} or {"error": ...}. The rows are those of the
// last statement. The time ends when all of them are here.
import { DuckDBInstance, version } from '@duckdb/node-api';
import { createInterface } from 'node:readline';

const [path, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(path, { threads });
const connection = await instance.connect();

const answer = (a) => process.stdout.write(JSON.stringify(a) + '\n');
answer({ version: version() });

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { sql } = JSON.parse(line);
    const begin = performance.now();
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows();
    const ms = performance.now() - begin;
    answer({ rows: rows.map((r) => r.join(',') + '\n').join(''), ms });
  } catch (e) {
    answer({ error: String(e) });
  }
}
