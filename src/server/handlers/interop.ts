import {KmipError} from '../../kmip/error.ts'
import {Interop} from '../../kmip/operations/interop.ts'
import {handler} from '../handler.ts'
import type {ObjectAccess} from '../objects/object-access.ts'
import {longestLogMessage} from '../observation/client-text.ts'

/** Objects that are looked for at once. */
const piece = 500

/**
 * KMIP 2.1 sections 6.1.26 and 11.22. Begin and End change nothing: they stand in the log. Reset removes every object of
 * the client's scope, whatever its state, and what clients laid down for new ones, so that the scope is as it was made. A
 * server has it only where its operator wants that.
 */
export const interop = handler(Interop, async ({objects, rules}, {interopFunction, interopIdentifier}) => {
  if (interopIdentifier.length > longestLogMessage) {
    throw new KmipError('InvalidField', `An Interop Identifier may have ${longestLogMessage} characters at most`)
  }
  if (interopFunction === 'Reset') {
    await emptyScope(objects)
    await rules.setConstraints([])
    await rules.setDefaults([])
  } else if (typeof interopFunction === 'number') {
    throw new KmipError('InvalidField', 'The Interop Function is none of Begin, End and Reset')
  }
  return {}
})

async function emptyScope(objects: Pick<ObjectAccess, 'find' | 'delete'>): Promise<void> {
  for (;;) {
    const {ids} = await objects.find({conditions: [], limit: piece, offset: undefined, count: false})
    if (ids.length === 0) return
    for (const id of ids) await objects.delete(id)
  }
}
