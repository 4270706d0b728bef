import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {Revoke} from '../../kmip/operations/revoke.ts'
import {handler} from '../handler.ts'
import {setDefault} from '../objects/creation/creation.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {isDestroyed} from '../lifecycle/state.ts'

const compromises: readonly (string | number)[] = ['KeyCompromise', 'CACompromise']

/**
 * KMIP 1.4 section 4.20, 2.1 section 6.1.44: a compromise leads to Compromised from any state, every other reason to
 * Deactivated.
 */
export const revoke = handler(
  Revoke,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {revocationReason, compromiseOccurrenceDate} = request
    const {revocationReasonCode: code} = revocationReason
    if (object.type === 'Template') throw new KmipError('InvalidObjectType', 'A Template cannot be revoked')
    if (typeof code === 'number') throw new KmipError('InvalidField', `Revocation Reason Code ${code} is not known`)
    if (compromises.includes(code)) {
      compromise(object.attributes, {now: context.now, occurred: compromiseOccurrenceDate})
      object.attributes.set('RevocationReason', revocationReason)
    } else {
      deactivate(object, context.now)
      // A compromise is not taken back.
      if (object.attributes.get('State') !== 'Compromised') object.attributes.set('RevocationReason', revocationReason)
    }
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)

interface Compromise {
  readonly now: Date
  readonly occurred: Date | undefined
}

/** The dates of a second compromise do not replace those of the first. */
function compromise(attributes: AttributeSet, {now, occurred = attributes.get('InitialDate')}: Compromise): void {
  setDefault(attributes, 'CompromiseDate', now)
  if (occurred !== undefined) setDefault(attributes, 'CompromiseOccurrenceDate', occurred)
  if (attributes.has('State')) attributes.set('State', isDestroyed(attributes) ? 'DestroyedCompromised' : 'Compromised')
}

function deactivate({attributes, id}: ServerObject, now: Date): void {
  if (isDestroyed(attributes)) throw new KmipError('WrongKeyLifecycleState', `Object ${id} is destroyed already`)
  const state = attributes.get('State')
  if (state === 'PreActive' || state === 'Active') attributes.set('State', 'Deactivated').set('DeactivationDate', now)
}
