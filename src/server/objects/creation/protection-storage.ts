import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError, type ResultReasonName} from '../../../kmip/error.ts'
import {ProtectionStorageMask} from '../../../kmip/spec/masks.ts'
import type {ProtectionStorageMasks} from '../../../kmip/structures/protection-storage-masks.ts'
import type {OperationContext} from '../../context.ts'

/**
 * Sets the Protection Storage Mask of a new object: the first of those acceptable to the client all of whose bits are
 * true of one of the storages there are. Fails when there is none such. KMIP 2.1 sections 4.44 and 7.33.
 */
export function chooseStorage(
  context: OperationContext,
  attributes: AttributeSet,
  acceptable: ProtectionStorageMasks | undefined,
  reason: ResultReasonName = 'ProtectionStorageUnavailable',
): void {
  const wanted = acceptable?.protectionStorageMask ?? []
  if (wanted.length === 0) return
  const chosen = wanted.find((mask) => isOffered(context, mask))
  if (chosen === undefined) {
    throw new KmipError(reason, `Objects are not kept in ${wanted.map(named).join(' or ')} here`)
  }
  attributes.set('ProtectionStorageMask', chosen)
}

/** Where nobody has chosen, or it was chosen for an object that is replaced and is not there any more. */
export function usualStorage(context: OperationContext, attributes: AttributeSet): void {
  const [preferred] = offered(context)
  const chosen = attributes.get('ProtectionStorageMask')
  if (preferred === undefined || (chosen !== undefined && isOffered(context, chosen))) return
  attributes.set('ProtectionStorageMask', preferred)
}

function offered({facts}: OperationContext): readonly number[] {
  return facts.protectionStorageMasks.protectionStorageMask ?? []
}

function isOffered(context: OperationContext, mask: number): boolean {
  return offered(context).some((storage) => (storage & mask) === mask)
}

function named(mask: number): string {
  const {names, rest} = ProtectionStorageMask.namesOf(mask)
  return [...names, ...(rest === 0 ? [] : [`0x${(rest >>> 0).toString(16)}`])].join('+')
}
