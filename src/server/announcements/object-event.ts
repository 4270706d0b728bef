import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ChangedAttributes} from '../../kmip/operations/changed-attributes.ts'

/** An object that is new, or has come in the place of another. */
export interface PutEvent {
  readonly kind: 'put'
  readonly id: string
  /** Identifier of the object that it replaces; its own when its value was replaced. */
  readonly replaced: string | undefined
  readonly attributes: AttributeSet
  /** The encoded object. */
  readonly material: Uint8Array
}

/** Attributes that have changed. */
export interface NotifyEvent {
  readonly kind: 'notify'
  readonly id: string
  readonly changes: ChangedAttributes
}

/** What happened to an object and is told to clients that asked for it. KMIP 1.4 sections 5.1 and 5.2. */
export type ObjectEvent = PutEvent | NotifyEvent
