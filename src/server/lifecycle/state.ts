import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {State} from '../../kmip/spec/enumerations.ts'

export type StateName = EnumName<typeof State>

/**
 * Brings the state up to what the dates say at `now` and tells whether anything changed. A date that passed while
 * nobody looked takes effect as of itself. KMIP 1.4 section 3.22, 2.1 section 4.57.
 */
export function applyDates(attributes: AttributeSet, now: Date): boolean {
  const before = attributes.get('State')
  if (before === undefined) return false
  if (attributes.get('State') === 'PreActive' && reached(attributes.get('ActivationDate'), now)) {
    attributes.set('State', 'Active')
  }
  if (attributes.get('State') === 'Active' && reached(attributes.get('DeactivationDate'), now)) {
    attributes.set('State', 'Deactivated')
  }
  return attributes.get('State') !== before
}

function reached(date: Date | undefined, now: Date): boolean {
  return date !== undefined && date.getTime() <= now.getTime()
}

/** Seconds since 1970 at which a date will change the state next; undefined when none will. */
export function nextTransition(attributes: AttributeSet): number | undefined {
  const state = attributes.get('State')
  const date =
    state === 'PreActive'
      ? attributes.get('ActivationDate')
      : state === 'Active'
        ? attributes.get('DeactivationDate')
        : undefined
  return date === undefined ? undefined : Math.floor(date.getTime() / 1000)
}

/** True while the object has to be recovered before anything else can be done with it. */
export function isArchived(attributes: AttributeSet): boolean {
  return attributes.has('ArchiveDate')
}

/** True once the key material is gone for good. */
export function isDestroyed(attributes: AttributeSet): boolean {
  const state = attributes.get('State')
  return state === 'Destroyed' || state === 'DestroyedCompromised'
}
