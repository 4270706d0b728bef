import {UsageError} from '../../errors.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {relationsOf, registrationOrder, type Relation} from '../../keyfile/relations.ts'
import type {FoundObject} from '../../keyfile/key-file.ts'
import type {ObjectFlagValues} from '../values/object-flags.ts'
import {chooseObjects, countText, type Choice} from './chosen-objects.ts'
import {type ContentsOptions, readContents} from './file-contents.ts'
import {registrationOf, registrationOfBytes, type Registration} from './registration.ts'

export interface RegistrationOptions extends ContentsOptions {
  /** How many of the objects of the file. */
  readonly most: Choice['most']
}

/** What is to be registered, in this order, and how the objects belong together. */
export interface Registrations {
  readonly items: readonly [Registration, ...Registration[]]
  /** By positions in `items`. */
  readonly relations: readonly Relation[]
  /** Objects of the file that are not among them. */
  readonly leftOut: number
}

/** @throws UsageError naming the flag, or saying what the file holds */
export async function readRegistrations(flags: ObjectFlagValues, options: RegistrationOptions): Promise<Registrations> {
  const {attributes, most} = options
  const contents = await readContents(flags, options)
  if (contents.kind === 'bytes') {
    return {items: [registrationOfBytes(contents, flags, attributes)], relations: [], leftOut: 0}
  }
  const {file, type} = contents
  const {objects, leftOut} = chooseObjects(file, {type, most})
  const [only, second] = objects
  if (only !== undefined && second === undefined) {
    return {items: [registrationOf(only, flags, attributes)], relations: [], leftOut}
  }
  return {...severalOf(objects, flags, attributes), leftOut}
}

function severalOf(objects: readonly FoundObject[], flags: ObjectFlagValues, attributes: AttributeSet) {
  const found = relationsOf(objects)
  const order = registrationOrder(objects, found)
  const named = namedObject(objects, attributes)
  const [first, ...rest] = order.flatMap((position) => objects[position] ?? [])
  const itemOf = (object: FoundObject): Registration =>
    registrationOf(object, flags, ownAttributes(attributes, object, object === named))
  const relations = found.map(({from, to, linkType}) => ({
    from: order.indexOf(from),
    to: order.indexOf(to),
    linkType,
  }))
  if (first === undefined) throw new UsageError('The file holds nothing to register')
  return {items: [itemOf(first), ...rest.map(itemOf)] as const, relations}
}

/** Names are those of one object: the key, where there is but one that is not public. */
function namedObject(objects: readonly FoundObject[], attributes: AttributeSet): FoundObject | undefined {
  if (!attributes.has('Name')) return undefined
  const [key, second] = objects.filter(({type}) => type === 'PrivateKey' || type === 'SymmetricKey')
  if (key !== undefined && second === undefined) return key
  throw new UsageError(`--name names one object, and the file holds ${countText(objects)}`, {
    hint: 'Leave --name out, or choose one object with --type',
  })
}

/** What is said of keys is not said of certificates. */
function ownAttributes(attributes: AttributeSet, {type}: FoundObject, isNamed: boolean): AttributeSet {
  const isKey = type === 'PrivateKey' || type === 'PublicKey' || type === 'SymmetricKey'
  const isUsed = type === 'PrivateKey' || type === 'SymmetricKey'
  return attributes
    .pick((key) => {
      if (key === 'Name') return isNamed
      if (key === 'CryptographicUsageMask') return isUsed
      return isKey || (key !== 'CryptographicAlgorithm' && key !== 'CryptographicLength')
    })
    .copy()
}
