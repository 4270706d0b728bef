import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {OperationContext} from '../context.ts'
import {shortIdentifierOf} from './later-attributes.ts'

/**
 * Searches an object that was stored before there were Short Unique Identifiers by its Unique Identifier instead: until
 * it is renewed the index does not know the short one.
 */
export async function replaceShortIdentifier(context: OperationContext, wanted: AttributeSet): Promise<void> {
  const short = wanted.get('ShortUniqueIdentifier')
  if (short === undefined) return
  for await (const id of context.objects.outdated()) {
    if (Buffer.compare(shortIdentifierOf(id), short) !== 0) continue
    wanted.delete('ShortUniqueIdentifier')
    wanted.add('UniqueIdentifier', id)
    return
  }
}
