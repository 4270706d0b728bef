import type {SqlDialect} from '../driver.ts'

/** A step from one schema version to the next. Released steps never change. */
export interface Migration {
  readonly version: number
  readonly statements: Readonly<Record<SqlDialect['name'], readonly string[]>>
}
