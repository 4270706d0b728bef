import type {Migration} from './migration.ts'

/** What clients have laid down for the new objects of a scope. */
export const scopeRules: Migration = {
  version: 11,
  statements: {
    sqlite: [
      `CREATE TABLE scope_rules (
         scope_id TEXT NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
         kind TEXT NOT NULL,
         content BLOB NOT NULL,
         PRIMARY KEY (scope_id, kind)
       ) STRICT`,
    ],
  },
}
