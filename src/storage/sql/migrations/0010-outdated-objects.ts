import type {Migration} from './migration.ts'

/** How far the objects that were there before are brought into the form of now: those after the first, up to the second. */
export const outdatedObjects: Migration = {
  version: 10,
  statements: {
    sqlite: [
      `INSERT INTO meta (name, value) VALUES ('outdated_after', '0')`,
      `INSERT INTO meta (name, value) SELECT 'outdated_until', CAST(coalesce(max(sequence), 0) AS TEXT) FROM objects`,
    ],
  },
}
