import {KmipError} from '../../kmip/error.ts'
import {Activate} from '../../kmip/operations/activate.ts'
import {handler} from '../handler.ts'
import {checkDateOrder} from '../lifecycle/date-order.ts'

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
    object.attributes.set('ActivationDate', context.now).set('State', 'Active')
    checkDateOrder(object.attributes)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
