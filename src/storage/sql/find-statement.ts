import type {ObjectCondition, ObjectQuery} from '../store.ts'
import type {SqlValue} from './driver.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

type Equality = Extract<ObjectCondition, {readonly equals: string}>
type Range = Exclude<ObjectCondition, Equality>

const objects = 'objects AS o'

interface Fragment {
  readonly tables: string[]
  readonly where: string[]
  readonly parameters: SqlValue[]
  /** The column that holds the sequence of a match. */
  readonly sequence: string
}

/** The identifiers that match, newest first. */
export function findStatement(query: ObjectQuery): Statement {
  const fragment = matches(query)
  joinObjects(fragment)
  const {tables, where, parameters, sequence} = fragment
  let sql = `SELECT o.id AS id ${fromWhere(tables, where)} ORDER BY ${sequence} DESC`
  const {limit, offset} = query
  if (limit !== undefined || offset) {
    sql += ' LIMIT ? OFFSET ?'
    parameters.push(limit ?? Number.MAX_SAFE_INTEGER, offset ?? 0)
  }
  return {sql, parameters}
}

/** One row whose `total` is the number of matches. */
export function countStatement(query: ObjectQuery): Statement {
  const {tables, where, parameters} = matches(query)
  return {sql: `SELECT count(*) AS total ${fromWhere(tables, where)}`, parameters}
}

/** CROSS JOIN keeps SQLite from changing the order of the conditions. */
function fromWhere(tables: readonly string[], where: readonly string[]): string {
  return `FROM ${tables.join(' CROSS JOIN ')} WHERE ${where.join(' AND ')}`
}

/**
 * An equality that comes first is read from the index newest first, so a limit stops it early. A range that comes
 * first is collected and sorted: an object may have several values in it, and they are in order of value.
 */
function matches({scopeId, conditions, roleId, unusedSince}: ObjectQuery): Fragment {
  const [first, ...others] = conditions
  const fragment = start(scopeId, first)
  for (const [index, condition] of others.entries()) {
    addCondition(fragment, `c${index + 1}`, scopeId, condition)
  }
  if (roleId !== undefined) {
    joinObjects(fragment)
    fragment.where.push('o.role_id = ?')
    fragment.parameters.push(roleId)
  }
  if (unusedSince !== undefined) {
    joinObjects(fragment)
    fragment.where.push(unused)
    fragment.parameters.push(unusedSince)
  }
  return fragment
}

const unused =
  'NOT EXISTS (SELECT 1 FROM object_uses AS u WHERE u.scope_id = o.scope_id AND u.id = o.id AND u.used_at >= ?)'

/** The objects themselves, where only their index entries were asked. */
function joinObjects({tables, where, sequence}: Fragment): void {
  if (tables.includes(objects)) return
  tables.push(objects)
  where.push(`o.sequence = ${sequence}`)
}

function start(scopeId: string, first: ObjectCondition | undefined): Fragment {
  if (first === undefined || isCommon(first)) {
    const all = {tables: [objects], where: ['o.scope_id = ?'], parameters: [scopeId], sequence: 'o.sequence'}
    if (first !== undefined) addProbe(all, 'c0', first)
    return all
  }
  if ('equals' in first) {
    const where = ['c0.scope_id = ? AND c0.key = ? AND c0.value = ?']
    const parameters = [scopeId, first.key, first.equals]
    return {tables: ['object_index AS c0'], where, parameters, sequence: 'c0.sequence'}
  }
  const {sql, parameters} = bounds({key: 'c0.key', value: 'c0.value'}, first)
  const inner = `SELECT c0.sequence FROM object_index AS c0 WHERE c0.scope_id = ? AND ${sql}`
  const where = [`o.sequence IN (${inner})`]
  return {tables: [objects], where, parameters: [scopeId, ...parameters], sequence: 'o.sequence'}
}

function addEquality(fragment: Fragment, alias: string, scopeId: string, {key, equals}: Equality): void {
  fragment.tables.push(`object_index AS ${alias}`)
  fragment.where.push(
    `${alias}.scope_id = ? AND ${alias}.key = ? AND ${alias}.value = ? AND ${alias}.sequence = ${fragment.sequence}`,
  )
  fragment.parameters.push(scopeId, key, equals)
}

function isCommon(condition: ObjectCondition): boolean {
  return 'equals' in condition && condition.common === true
}

function addCondition(fragment: Fragment, alias: string, scopeId: string, condition: ObjectCondition): void {
  if ('equals' in condition && !isCommon(condition)) addEquality(fragment, alias, scopeId, condition)
  else addProbe(fragment, alias, condition)
}

/**
 * Looks among the entries of an object that meets the conditions before it, which are the more selective ones. A scalar
 * subquery, because SQLite may turn EXISTS into a join and choose its place itself.
 */
function addProbe(fragment: Fragment, alias: string, condition: ObjectCondition): void {
  const range = 'equals' in condition ? {key: condition.key, from: condition.equals, to: condition.equals} : condition
  const {sql, parameters} = bounds({key: `${alias}.value ->> 0`, value: `${alias}.value ->> 1`}, range)
  const entries = `SELECT entries FROM objects WHERE sequence = ${fragment.sequence}`
  const inner = `SELECT 1 FROM json_each((${entries})) AS ${alias} WHERE ${sql} LIMIT 1`
  fragment.where.push(`(${inner}) IS NOT NULL`)
  fragment.parameters.push(...parameters)
}

function bounds(columns: {readonly key: string; readonly value: string}, {key, from, to}: Range): Statement {
  let sql = `${columns.key} = ?`
  const parameters: SqlValue[] = [key]
  if (from !== undefined) {
    sql += ` AND ${columns.value} >= ?`
    parameters.push(from)
  }
  if (to !== undefined) {
    sql += ` AND ${columns.value} <= ?`
    parameters.push(to)
  }
  return {sql, parameters}
}
