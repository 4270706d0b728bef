import type {OperationContext} from '../../context.ts'
import {countRotation} from '../../rotation/rotated-set.ts'
import {setLink} from '../links.ts'
import type {ServerObject} from '../server-object.ts'

/**
 * Stores a new object in succession to an existing one: they are linked with each other, the existing one gives up its
 * names, which the new one has already, and the rotation is counted. KMIP 1.4 sections 4.4, 4.5 and 4.8.
 */
export async function succeed(
  context: OperationContext,
  existing: ServerObject,
  replacement: ServerObject,
): Promise<void> {
  await countRotation(context, existing, replacement)
  setLink(existing, 'ReplacementObjectLink', replacement.id)
  setLink(replacement, 'ReplacedObjectLink', existing.id)
  existing.attributes.delete('Name')
  await context.objects.save(existing)
  await context.objects.insert(replacement)
}
