import type {Migration} from './migration.ts'

/** Whose asynchronous requests they are, as long as somebody is owed an answer. */
export const outstandingRequests: Migration = {
  version: 9,
  statements: {
    sqlite: [
      'ALTER TABLE jobs ADD COLUMN owed_to TEXT',
      'CREATE INDEX jobs_owed ON jobs (scope_id, owed_to, sequence) WHERE owed_to IS NOT NULL',
    ],
  },
}
