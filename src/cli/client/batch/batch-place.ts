import {UsageError} from '../../../errors.ts'
import type {IdentifierReference} from '../../../kmip/schema/identifier.ts'
import type {OperationName} from '../../../kmip/schema/operation.ts'
import type {OperationPlan} from '../operation-plan.ts'

/** In a line of `--then` it stands for the object of the items before. */
export const sameObject = '-'

/** What an item of a batch may leave out, because the items before it say it. */
export interface BatchPlace {
  /** False where nothing before makes, finds or names an object. */
  readonly hasObject: boolean
  /** The object that was named; undefined where the server knows it as the ID Placeholder. */
  readonly object: IdentifierReference | undefined
}

/** Before the first item. */
export const firstPlace: BatchPlace = {hasObject: false, object: undefined}

/** A line of `--then` and what its command says of it. */
export interface ItemLine {
  readonly words: readonly string[]
  /** Its words without flags. */
  readonly given: readonly string[]
  /** How many of those the command needs. */
  readonly needed: number
}

/**
 * The words of a line with `-` put in where its identifier was left out.
 *
 * @param isIdentifier true unless a first word must be something else
 * @throws UsageError when there is no object that could be meant
 */
export function completeLine(
  {words, given, needed}: ItemLine,
  {hasObject}: BatchPlace,
  isIdentifier: (word: string) => boolean,
): string[] {
  const [first] = given
  const isLeftOut = given.length < needed || (first !== undefined && !isIdentifier(first))
  if ((isLeftOut || first === sameObject) && !hasObject) {
    throw new UsageError('nothing before it makes, finds or names an object', {hint: 'Write the identifier'})
  }
  return isLeftOut ? [sameObject, ...words] : [...words]
}

/** The server notes what these make or find as the ID Placeholder. KMIP 1.4 section 4. */
const noting: ReadonlySet<OperationName> = new Set<OperationName>([
  'Create',
  'CreateKeyPair',
  'Register',
  'ReKey',
  'ReKeyKeyPair',
  'DeriveKey',
  'Certify',
  'ReCertify',
  'Locate',
  'CreateSplitKey',
  'JoinSplitKey',
  'Import',
])

/** Where the item after this one stands. */
export function placeAfter({operation, requests}: OperationPlan, before: BatchPlace): BatchPlace {
  if (noting.has(operation.name)) return {hasObject: true, object: undefined}
  const object: IdentifierReference | undefined = requests[0]?.['uniqueIdentifier']
  return object === undefined ? before : {hasObject: true, object}
}
