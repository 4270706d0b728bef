import type {Migration} from './migration.ts'

/** Objects and their index, administration, continued operations. */
export const initial: Migration = {
  version: 1,
  statements: {
    sqlite: [
      // marks the file as ours: the bytes "KMIP"
      'PRAGMA application_id = 0x4b4d4950',
      'CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT',
      `INSERT INTO meta (name, value) VALUES ('administrative_revision', '0')`,

      `CREATE TABLE scopes (
         id TEXT NOT NULL PRIMARY KEY,
         name TEXT NOT NULL UNIQUE,
         created_at INTEGER NOT NULL
       ) STRICT`,
      `CREATE TABLE objects (
         sequence INTEGER PRIMARY KEY,
         id TEXT NOT NULL,
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         object_type TEXT NOT NULL,
         attributes BLOB NOT NULL,
         material BLOB,
         next_transition INTEGER,
         -- the entries of object_index as JSON: what to take out again, and where to look for a range
         entries TEXT NOT NULL,
         UNIQUE (scope_id, id)
       ) STRICT`,
      // SQLite appends the sequence, so a scope reads newest first
      'CREATE INDEX objects_by_scope ON objects (scope_id)',
      `CREATE INDEX objects_by_transition ON objects (scope_id, next_transition, sequence)
         WHERE next_transition IS NOT NULL`,
      `CREATE TABLE object_index (
         scope_id TEXT NOT NULL,
         key TEXT NOT NULL,
         value TEXT NOT NULL,
         sequence INTEGER NOT NULL,
         PRIMARY KEY (scope_id, key, value, sequence)
       ) STRICT, WITHOUT ROWID`,

      `CREATE TABLE roles (
         id TEXT NOT NULL PRIMARY KEY,
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         name TEXT NOT NULL,
         grant_kind TEXT NOT NULL,
         operations TEXT NOT NULL,
         key_type TEXT,
         key_bits INTEGER,
         ttl_seconds INTEGER,
         created_at INTEGER NOT NULL,
         UNIQUE (scope_id, name)
       ) STRICT`,
      `CREATE TABLE credentials (
         serial_number TEXT NOT NULL PRIMARY KEY,
         fingerprint TEXT NOT NULL UNIQUE,
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
         certificate_pem TEXT NOT NULL,
         not_before INTEGER NOT NULL,
         not_after INTEGER NOT NULL,
         created_at INTEGER NOT NULL,
         revoked_at INTEGER
       ) STRICT`,
      'CREATE INDEX credentials_by_role ON credentials (role_id, created_at, serial_number)',
      'CREATE INDEX credentials_by_scope ON credentials (scope_id)',
      `CREATE TABLE authorities (
         name TEXT NOT NULL PRIMARY KEY,
         certificate_pem TEXT NOT NULL,
         private_key BLOB NOT NULL,
         issuer TEXT,
         created_at INTEGER NOT NULL
       ) STRICT`,
      'CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT',
      `CREATE TABLE continuations (
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         id TEXT NOT NULL,
         state BLOB NOT NULL,
         expires_at INTEGER NOT NULL,
         PRIMARY KEY (scope_id, id)
       ) STRICT`,
      'CREATE INDEX continuations_by_expiry ON continuations (expires_at)',
    ],
  },
}
