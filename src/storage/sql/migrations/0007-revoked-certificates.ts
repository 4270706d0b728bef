import type {Migration} from './migration.ts'

/** Certificates of imported authorities that are refused although their authority is trusted. */
export const revokedCertificates: Migration = {
  version: 7,
  statements: {
    sqlite: [
      `CREATE TABLE revoked_certificates (
         fingerprint TEXT NOT NULL PRIMARY KEY,
         authority TEXT NOT NULL,
         serial_number TEXT NOT NULL,
         subject TEXT NOT NULL,
         not_after INTEGER NOT NULL,
         revoked_at INTEGER NOT NULL
       ) STRICT`,
      'CREATE INDEX revoked_certificates_by_authority ON revoked_certificates (authority, revoked_at)',
    ],
  },
}
