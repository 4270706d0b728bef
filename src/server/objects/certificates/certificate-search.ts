import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {conditionsOf} from '../../../kmip/attributes/search-key.ts'
import type {OperationContext} from '../../context.ts'

/** Certificates of the scope with these attributes, the newest first; where there are too many, the newest. */
export async function certificatesLike(
  context: OperationContext,
  attributes: AttributeSet,
  limit?: number,
): Promise<readonly string[]> {
  const conditions = conditionsOf(attributes.copy().set('ObjectType', 'Certificate'))
  return (await context.objects.find({conditions, limit, offset: undefined, count: false})).ids
}
