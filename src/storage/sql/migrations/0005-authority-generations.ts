import type {Migration} from './migration.ts'

/** Generations of authorities, which credentials name too, and who uses an authority. */
export const authorityGenerations: Migration = {
  version: 5,
  statements: {
    sqlite: [
      'ALTER TABLE authorities ADD COLUMN generation INTEGER NOT NULL DEFAULT 1',
      `UPDATE credentials SET authority = authority || '/1' WHERE instr(authority, '/') = 0`,
      'CREATE INDEX credentials_by_authority ON credentials (authority, not_after) WHERE revoked_at IS NULL',
      'CREATE INDEX roles_by_authority ON roles (authority) WHERE authority IS NOT NULL',
    ],
  },
}
