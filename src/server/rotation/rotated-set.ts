import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {OperationContext} from '../context.ts'
import {linkedId} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** What a client says when it wants an object rotated. KMIP 2.1 sections 4.48, 4.51, 4.53 and 4.54. */
const wishes: readonly AttributeKey[] = ['RotateAutomatic', 'RotateInterval', 'RotateName', 'RotateOffset']

/** Where an object stands among those that replaced each other; no replacement copies it. */
export const placeInSet: readonly AttributeKey[] = ['RotateDate', 'RotateGeneration', 'RotateLatest']

const mostGenerations = 0x7fff_ffff

/** Links that are followed to find the latest object of a set; clients may write Links in circles. */
const longestWalk = 1000

/**
 * An object that is to be rotated begins a set of its own, so that its first generation is found as the latest one too.
 * What was replaced before anybody spoke of rotation is not the latest.
 */
export function beginSet(attributes: AttributeSet): void {
  if (!wishes.some((key) => attributes.has(key))) return
  const isReplaced = attributes.all('Link').some(({linkType}) => linkType === 'ReplacementObjectLink')
  if (!attributes.has('RotateGeneration')) attributes.set('RotateGeneration', 0)
  if (!attributes.has('RotateLatest')) attributes.set('RotateLatest', !isReplaced)
}

/**
 * Counts a replacement, whoever asked for it: the new object is the latest of its set and one generation further. Each
 * object has the date of the rotation that brought it into the set: of its making, or for the first one of its
 * replacement. Neither object is saved here. KMIP 2.1 sections 4.49, 4.50 and 4.52.
 */
export async function countRotation(
  context: OperationContext,
  existing: ServerObject,
  replacement: ServerObject,
): Promise<void> {
  const rival = await latestAfter(context, existing)
  if (rival !== undefined) {
    rival.attributes.set('RotateLatest', false)
    await context.objects.save(rival)
  }
  const {attributes} = existing
  const generation = attributes.get('RotateGeneration') ?? 0
  attributes.set('RotateGeneration', generation).set('RotateLatest', false)
  if (!attributes.has('RotateDate')) attributes.set('RotateDate', context.now)
  replacement.attributes
    .set('RotateGeneration', Math.min(generation + 1, mostGenerations))
    .set('RotateLatest', true)
    .set('RotateDate', context.now)
}

/** What replaced an object before, or what replaced that: the object that has been the latest of the set until now. */
async function latestAfter(context: OperationContext, existing: ServerObject): Promise<ServerObject | undefined> {
  let current = existing
  for (let step = 0; step < longestWalk && current.attributes.get('RotateLatest') === false; step++) {
    const id = linkedId(current, 'ReplacementObjectLink')
    if (id === undefined || !(await context.objects.exists(id))) return undefined
    const next = await context.objects.loadArchived(id)
    // A client may have set the Link to anything
    if (linkedId(next, 'ReplacedObjectLink') !== current.id) return undefined
    current = next
  }
  return current !== existing && current.attributes.get('RotateLatest') === true ? current : undefined
}
