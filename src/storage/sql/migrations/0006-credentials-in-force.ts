import type {Migration} from './migration.ts'

/** Counts of a role's credentials, and lists of their serial numbers, come from an index alone. */
export const credentialsInForce: Migration = {
  version: 6,
  statements: {
    sqlite: [
      `CREATE INDEX credentials_in_force ON credentials (role_id, created_at, serial_number) WHERE revoked_at IS NULL`,
    ],
  },
}
