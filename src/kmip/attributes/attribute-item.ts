import type {AttributeKey} from './attribute-set.ts'

/**
 * One attribute instance in transit, before the rules have looked at it: the value has the type that the catalogue
 * gives its key.
 */
export interface AttributeItem {
  readonly key: AttributeKey
  readonly index: number | undefined
  readonly value: unknown
}
