import {KmipError} from '../../kmip/error.ts'
import {Activate} from '../../kmip/operations/activate.ts'
import {handler} from '../handler.ts'

/** KMIP 1.4 section 4.19, 2.1 section 6.1.1: a Pre-Active object becomes Active now. */
export const activate = handler(
  Activate,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const state = object.attributes.get('State')
    if (state === undefined) throw new KmipError('InvalidObjectType', `A ${object.type} cannot be activated`)
    if (state !== 'PreActive') {
      throw new KmipError(
        'WrongKeyLifecycleState',
        `Object ${object.id} is ${state}, only a Pre-Active object can be activated`,
      )
    }
    const deactivation = object.attributes.get('DeactivationDate')
    if (deactivation !== undefined && deactivation <= context.now) {
      throw new KmipError(
        'WrongKeyLifecycleState',
        `Object ${object.id} passed its Deactivation Date ${deactivation.toISOString()}, it cannot become Active any more`,
      )
    }
    object.attributes.set('ActivationDate', context.now).set('State', 'Active')
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
