import {KmipError} from '../../kmip/error.ts'
import {Revoke} from '../../kmip/operations/revoke.ts'
import {handler} from '../handler.ts'
import {setDefault} from '../objects/creation.ts'
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
    const {attributes} = object
    const {revocationReason, compromiseOccurrenceDate} = request
    if (object.type === 'Template') throw new KmipError('InvalidObjectType', 'A Template cannot be revoked')
    if (typeof revocationReason.revocationReasonCode === 'number') {
      throw new KmipError(
        'InvalidField',
        `Revocation Reason Code ${revocationReason.revocationReasonCode} is not known`,
      )
    }
    const compromised = compromises.includes(revocationReason.revocationReasonCode)
    if (compromised) {
      setDefault(attributes, 'CompromiseDate', context.now)
      const occurred = compromiseOccurrenceDate ?? attributes.get('InitialDate')
      if (occurred !== undefined) setDefault(attributes, 'CompromiseOccurrenceDate', occurred)
    }
    const state = attributes.get('State')
    if (isDestroyed(attributes) && !compromised) {
      throw new KmipError('WrongKeyLifecycleState', `Object ${object.id} is destroyed already`)
    }
    if (state !== undefined) {
      if (compromised) attributes.set('State', isDestroyed(attributes) ? 'DestroyedCompromised' : 'Compromised')
      else if (state === 'PreActive' || state === 'Active') {
        attributes.set('State', 'Deactivated').set('DeactivationDate', context.now)
      }
    }
    // A compromise is not taken back.
    if (compromised || state !== 'Compromised') attributes.set('RevocationReason', revocationReason)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
