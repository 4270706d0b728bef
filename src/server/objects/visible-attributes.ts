import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ServerPolicy} from '../context.ts'

/** What a client sees that asks for everything: without those the operator hides from clients that choke on them. */
export function visibleAttributes(
  attributes: AttributeSet,
  {hiddenAttributes}: Pick<ServerPolicy, 'hiddenAttributes'>,
): AttributeSet {
  return hiddenAttributes.size === 0 ? attributes : attributes.pick((key) => !hiddenAttributes.has(key))
}
