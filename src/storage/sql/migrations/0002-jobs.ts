import type {Migration} from './migration.ts'

/** Jobs that outlive their message; what roles receive from the server, and their credentials in messages. */
export const jobs: Migration = {
  version: 2,
  statements: {
    sqlite: [
      `ALTER TABLE roles ADD COLUMN receive TEXT NOT NULL DEFAULT '[]'`,
      `ALTER TABLE roles ADD COLUMN message_credentials TEXT NOT NULL DEFAULT '[]'`,
      `CREATE TABLE jobs (
         sequence INTEGER PRIMARY KEY,
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         id TEXT NOT NULL,
         kind TEXT NOT NULL,
         status TEXT NOT NULL,
         state BLOB NOT NULL,
         expires_at INTEGER NOT NULL,
         UNIQUE (scope_id, id)
       ) STRICT`,
      `CREATE INDEX jobs_waiting ON jobs (kind, sequence) WHERE status = 'waiting'`,
      'CREATE INDEX jobs_by_expiry ON jobs (expires_at)',
    ],
  },
}
