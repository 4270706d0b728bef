import type {Migration} from './migration.ts'

/** Named authorities, listeners, tokens, labels, the journal of administrative changes, and who made and used objects. */
export const administration: Migration = {
  version: 4,
  statements: {
    sqlite: [
      // an imported authority has no private key, and SQLite cannot take NOT NULL back
      `CREATE TABLE authorities_4 (
         name TEXT NOT NULL PRIMARY KEY,
         scope_id TEXT REFERENCES scopes (id) ON DELETE CASCADE,
         kind TEXT NOT NULL,
         certificate_pem TEXT NOT NULL,
         private_key BLOB,
         cross_certificate_pem TEXT,
         issuer TEXT,
         superseded_by TEXT,
         mapping TEXT,
         created_at INTEGER NOT NULL
       ) STRICT`,
      `INSERT INTO authorities_4 (name, scope_id, kind, certificate_pem, private_key, issuer, created_at)
         SELECT name, scope_id, CASE WHEN scope_id IS NULL THEN 'default' ELSE 'scope' END, certificate_pem, private_key,
           issuer, created_at FROM authorities`,
      'DROP TABLE authorities',
      'ALTER TABLE authorities_4 RENAME TO authorities',
      'CREATE INDEX authorities_by_scope ON authorities (scope_id, created_at) WHERE scope_id IS NOT NULL',

      'ALTER TABLE roles ADD COLUMN authority TEXT',
      `ALTER TABLE credentials ADD COLUMN authority TEXT NOT NULL DEFAULT 'kmipctl-intermediate'`,
      `ALTER TABLE credentials ADD COLUMN labels TEXT NOT NULL DEFAULT '{}'`,
      'CREATE INDEX credentials_by_expiry ON credentials (not_after) WHERE revoked_at IS NULL',

      `CREATE TABLE listeners (
         name TEXT NOT NULL PRIMARY KEY,
         definition TEXT NOT NULL,
         created_at INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE tokens (
         accessor TEXT NOT NULL PRIMARY KEY,
         hash TEXT NOT NULL UNIQUE,
         display_name TEXT NOT NULL,
         scope_id TEXT REFERENCES scopes (id) ON DELETE CASCADE,
         created_at INTEGER NOT NULL,
         expires_at INTEGER
       ) STRICT`,
      'CREATE INDEX tokens_by_scope ON tokens (scope_id) WHERE scope_id IS NOT NULL',
      `CREATE TABLE administrative_changes (
         sequence INTEGER PRIMARY KEY AUTOINCREMENT,
         at INTEGER NOT NULL,
         actor TEXT NOT NULL,
         action TEXT NOT NULL,
         target TEXT NOT NULL
       ) STRICT`,

      'ALTER TABLE objects ADD COLUMN role_id TEXT',
      'CREATE INDEX objects_by_role ON objects (scope_id, role_id) WHERE role_id IS NOT NULL',
      `CREATE TABLE object_uses (
         scope_id TEXT NOT NULL,
         id TEXT NOT NULL,
         used_at INTEGER NOT NULL,
         PRIMARY KEY (scope_id, id),
         FOREIGN KEY (scope_id, id) REFERENCES objects (scope_id, id) ON DELETE CASCADE
       ) STRICT, WITHOUT ROWID`,
    ],
  },
}
