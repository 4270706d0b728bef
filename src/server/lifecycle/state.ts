import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {State} from '../../kmip/spec/enumerations.ts'

export type StateName = EnumName<typeof State>

/**
 * Brings the state up to what the dates say at `now` and tells whether anything changed. A date that passed while
 * nobody looked takes effect as of itself, and is then the Last Change Date if nothing changed since. KMIP 1.4 section 3.22, 2.1 section 4.57.
 */
export function applyDates(attributes: AttributeSet, now: Date): boolean {
  const before = attributes.get('State')
  if (before === undefined) return false
  if (attributes.get('State') === 'PreActive') follow(attributes, {date: 'ActivationDate', state: 'Active', now})
  if (attributes.get('State') === 'Active') follow(attributes, {date: 'DeactivationDate', state: 'Deactivated', now})
  return attributes.get('State') !== before
}

interface Transition {
  readonly date: 'ActivationDate' | 'DeactivationDate'
  readonly state: StateName
  readonly now: Date
}

function follow(attributes: AttributeSet, {date, state, now}: Transition): void {
  const due = attributes.get(date)
  if (due === undefined || due > now) return
  attributes.set('State', state)
  const changed = attributes.get('LastChangeDate')
  if (changed !== undefined && changed < due) attributes.set('LastChangeDate', due)
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
