import type {Migration} from './migration.ts'

/** When the server itself replaces an object. */
export const rotations: Migration = {
  version: 8,
  statements: {
    sqlite: [
      'ALTER TABLE objects ADD COLUMN next_rotation INTEGER',
      'CREATE INDEX objects_by_rotation ON objects (next_rotation, sequence) WHERE next_rotation IS NOT NULL',
    ],
  },
}
