import {UsageError} from '../../errors.ts'
import {describeObject} from '../../keyfile/describe-object.ts'
import type {FoundObject, KeyFile} from '../../keyfile/key-file.ts'
import {relationsOf} from '../../keyfile/relations.ts'
import type {FileObjectType} from '../values/object-flags.ts'
import {listText, typeText} from './object-words.ts'

export interface Choice {
  readonly type: FileObjectType | undefined
  /** How many: one, one or a private key with its certificate, or as many as there are. */
  readonly most: 'one' | 'pair' | 'all'
}

/** The objects of a file that are wanted, and how many were left out without being asked for. */
export interface ChosenObjects {
  readonly objects: readonly FoundObject[]
  readonly leftOut: number
}

/**
 * One object, a private key with its certificate out of PKCS#12, or all of them.
 *
 * @throws UsageError saying what the file holds, when it has none of the type or does not tell which one is meant
 */
export function chooseObjects(file: KeyFile, {type, most}: Choice): ChosenObjects {
  const fitting = file.objects.filter((object) => type === undefined || object.type === type)
  const [first] = fitting
  if (first === undefined) throw noneOfType(file, type)
  if (most === 'all' || fitting.length === 1) return {objects: fitting, leftOut: 0}
  const isPair = most === 'pair' && type === undefined && file.container === 'PKCS#12'
  const pair = isPair ? keyWithCertificate(fitting) : undefined
  if (pair !== undefined) return {objects: pair, leftOut: fitting.length - pair.length}
  throw new UsageError(`The file holds ${countText(fitting)}`, {hint: severalHint(fitting, most)})
}

function severalHint(objects: readonly FoundObject[], most: Choice['most']): string {
  const types = objects.map(({type}) => type)
  const canChoose = types.some((type) => types.indexOf(type) === types.lastIndexOf(type))
  const all = most === 'one' ? 'Put each into a file of its own' : 'Pass --all to register all of them'
  return canChoose ? `${all}, or choose one with --type` : all
}

function noneOfType({objects}: KeyFile, type: FileObjectType | undefined): UsageError {
  const wanted = type === undefined ? 'anything to register' : typeText(type)
  return new UsageError(`The file holds ${countText(objects)}, not ${wanted}`, {
    hint: 'Leave --type out to register what the file holds, or pass --type opaque or --type secret to register it as it is',
  })
}

/** A single object in words, several by their number and kinds; long lists are cut. */
export function countText(objects: readonly FoundObject[]): string {
  if (objects.length === 1) return listText(objects.map(describeObject))
  const shown = objects.slice(0, mostShown).map(describeObject)
  const rest = objects.length - shown.length
  return `${objects.length} objects: ${listText(rest === 0 ? shown : [...shown, `${rest} more`])}`
}

const mostShown = 4

/** Undefined when there is not exactly one private key with a certificate of its own. */
function keyWithCertificate(objects: readonly FoundObject[]): readonly FoundObject[] | undefined {
  const [key, second] = objects.filter(({type}) => type === 'PrivateKey')
  if (key === undefined || second !== undefined) return undefined
  const position = objects.indexOf(key)
  const own = relationsOf(objects).find(({from, linkType}) => from === position && linkType === 'CertificateLink')
  const certificate = own && objects[own.to]
  return certificate && [key, certificate]
}
