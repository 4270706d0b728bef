import type {Migration} from './migration.ts'

/** Authorities that belong to a scope. */
export const scopeAuthorities: Migration = {
  version: 3,
  statements: {
    sqlite: [
      'ALTER TABLE authorities ADD COLUMN scope_id TEXT REFERENCES scopes (id) ON DELETE CASCADE',
      'CREATE INDEX authorities_by_scope ON authorities (scope_id, created_at) WHERE scope_id IS NOT NULL',
    ],
  },
}
