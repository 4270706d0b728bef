import type {SqlRow, SqlValue} from '../sql/driver.ts'

/** What is used of Node's SQLite interface. */
export interface SqliteStatement {
  all(...parameters: SqlValue[]): SqlRow[]
  run(...parameters: SqlValue[]): {readonly changes: number | bigint}
}

export interface SqliteDatabase {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

export interface SqliteModule {
  readonly DatabaseSync: new (path: string, options?: {readonly readOnly?: boolean}) => SqliteDatabase
}

/** The SQLite inside the running Node (22.13 and later), or else the package with the same interface. */
export async function loadSqlite(): Promise<SqliteModule> {
  return loadBuiltIn() ?? (await import('@photostructure/sqlite'))
}

/** Loading is synchronous, so nothing but its own notice of being experimental can be caught here. */
function loadBuiltIn(): SqliteModule | undefined {
  // oxlint-disable-next-line unbound-method -- put back as it was, and called with process below
  const emitWarning = process.emitWarning
  process.emitWarning = (warning: string | Error, ...details: unknown[]) => {
    if (!String(warning).includes('SQLite is an experimental feature'))
      Reflect.apply(emitWarning, process, [warning, ...details])
  }
  try {
    const builtIn: unknown = process.getBuiltinModule('node:sqlite')
    return isSqlite(builtIn) ? builtIn : undefined
  } finally {
    process.emitWarning = emitWarning
  }
}

function isSqlite(value: unknown): value is SqliteModule {
  return typeof value === 'object' && value !== null && 'DatabaseSync' in value
}
