import {UsageError} from '../../errors.ts'
import {attributeNames, definitionOf} from '../../kmip/attributes/lookup.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {Operation as OperationTable} from '../../kmip/spec/enumerations.ts'
import {inRange, isBefore, type Version, versions} from '../../kmip/spec/version.ts'
import {type Json, modelJson} from './model-json.ts'

/**
 * Encoding leaves out what a version does not know, which is right for servers and wrong for somebody who typed it.
 *
 * @throws UsageError naming what the version lacks
 */
export function checkExpressible<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
  version: Version,
): void {
  // That the version has no such operation at all is told by whoever makes the message
  if (!inRange(operation.range, version)) return
  checkAttributes(operation, request, version)
  const asked = modelJson(request, {reveal: true})
  const lack = lackOf(operation, request, {asked, version})
  if (lack === undefined) return
  // The draft of 3.0 is only for those who ask for it
  const published = versions.filter((other) => other !== '3.0' && isBefore(version, other))
  const later = published.find(
    (other) => inRange(operation.range, other) && lackOf(operation, request, {asked, version: other}) === undefined,
  )
  const hint = `Leave it out, or choose another version with --kmip-version ${later ?? ''}`.trimEnd()
  throw new UsageError(lack.message, {hint: lack.hint ?? hint, cause: lack.cause})
}

interface Lack {
  readonly message: string
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** What the version does not have of a request. */
function lackOf<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
  {asked, version}: {readonly asked: Json; readonly version: Version},
): Lack | undefined {
  try {
    const lost = lostPath(asked, sent(operation, request, version))
    if (lost === undefined) return undefined
    return {message: `KMIP ${version} cannot express ${describe(lost)} of ${specName(operation)} as it is given`}
  } catch (error) {
    if (error instanceof KmipError) return {message: error.message, hint: error.hint, cause: error}
    throw error
  }
}

/** A member that is one attribute, or the names of some, has no form at all where the version lacks the attribute. */
function checkAttributes({request: {fields}}: Operation, request: object, version: Version): void {
  const values = new Map<string, unknown>(Object.entries(request))
  for (const [member, {holds}] of Object.entries(fields)) {
    if (holds === undefined || holds === 'attributes') continue
    for (const key of keysIn(values.get(member))) {
      const name = attributeNames.find((known) => known === key)
      if (name === undefined || inRange(definitionOf(name).range, version)) continue
      const {name: told, range} = definitionOf(name)
      throw new UsageError(`KMIP ${version} has no attribute ${told}`, {
        hint: `Choose a version that has it with --kmip-version ${range.until ?? range.since}`,
      })
    }
  }
}

function keysIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return [typeof value === 'object' && value !== null && 'key' in value ? value.key : value]
}

function describe([member = '', attribute]: readonly string[]): string {
  return member === 'attributes' && attribute !== undefined ? `attribute ${attribute}` : member
}

function specName({name}: {readonly name: Operation['name']}): string {
  return OperationTable.specName(name) ?? name
}

/** What is left of the request on the wire. @throws KmipError where nothing could stand for a member */
function sent<Req extends Fields, Res extends Fields>(
  {request: type}: Operation<Req, Res>,
  request: FieldValues<Req>,
  version: Version,
): Json {
  return modelJson(type.decodeItems(type.encodeItems(request, version)), {reveal: true})
}

/** The path to the first value that is gone or changed. */
function lostPath(asked: Json, kept: Json | undefined): readonly string[] | undefined {
  if (asked === null) return undefined
  if (typeof asked !== 'object') return asked === kept ? undefined : []
  const keptMembers = new Map<string, Json>(typeof kept === 'object' && kept !== null ? Object.entries(kept) : [])
  for (const [name, member] of Object.entries(asked)) {
    const path = isImplied(name, member, asked) ? undefined : lostPath(member, keptMembers.get(name))
    if (path !== undefined) return [name, ...path]
  }
  return undefined
}

/**
 * Empty lists, the first instance of an attribute where no index is sent, and the ID Placeholder where no identifier is.
 * KMIP 1.4 sections 2.1.1 and 4.
 */
function isImplied(name: string, value: Json, owner: object): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (name === 'index') return value === 0 && 'key' in owner
  return name === 'placeholder' && value === 'IDPlaceholder'
}
