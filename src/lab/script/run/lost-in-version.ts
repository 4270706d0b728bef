import {UsageError} from '../../../errors.ts'
import type {Operation} from '../../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../kmip/schema/structure.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {Version} from '../../../kmip/spec/version.ts'
import {isList, isMapping, type Plain, type PlainMapping} from '../../../notation/plain.ts'
import {plainFromRequest} from '../../../notation/write-plain.ts'

/**
 * Encoding leaves out what a version does not know, which is wrong for what somebody wrote.
 *
 * @throws UsageError naming what the version lacks
 */
export function checkVersionHas(operation: Operation, request: FieldValues<Fields>, version: Version): void {
  const written = plainFromRequest(operation, request)
  const lost = lostPath(written, kept(operation, request, version))
  if (lost === undefined) return
  throw new UsageError(`KMIP ${version} cannot express ${lost.join(', ')} as it is given`, {
    hint: 'Leave it out, or choose another version',
  })
}

/** What is left of the request on the wire. */
function kept(operation: Operation, request: FieldValues<Fields>, version: Version): Plain {
  const {request: type} = operation
  try {
    return plainFromRequest(operation, type.decodeItems(type.encodeItems(request, version)))
  } catch (error) {
    if (error instanceof KmipError) throw new UsageError(error.message, {hint: error.hint, cause: error})
    throw error
  }
}

function lostPath(written: Plain, left: Plain | undefined): readonly string[] | undefined {
  if (isMapping(written)) return lostMember(written, left !== undefined && isMapping(left) ? left : {})
  if (!isList(written)) return written === left ? undefined : []
  const others = left !== undefined && isList(left) ? left : []
  return written.some((value, index) => lostPath(value, others[index]) !== undefined) ? [] : undefined
}

function lostMember(written: PlainMapping, left: PlainMapping): readonly string[] | undefined {
  for (const [name, value] of Object.entries(written)) {
    // The first instance of an attribute needs no index. KMIP 1.4 section 2.1.1
    const path = name === 'Attribute Index' && value === 0 ? undefined : lostPath(value, left[name])
    if (path !== undefined) return [name, ...path]
  }
  return undefined
}
