import {KmipError} from '../../kmip/error.ts'
import {Destroy} from '../../kmip/operations/destroy.ts'
import {handler} from '../handler.ts'
import {isDestroyed} from '../lifecycle/state.ts'

/** KMIP 1.4 section 4.21, 2.1 section 6.1.15: the value goes, the attributes stay; of a Template nothing stays. */
export const destroy = handler(
  Destroy,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {attributes} = object
    if (object.type === 'Template') {
      await context.objects.delete(object.id)
      return {uniqueIdentifier: object.id}
    }
    if (isDestroyed(attributes) || (object.material === undefined && attributes.has('DestroyDate'))) {
      throw new KmipError('ObjectDestroyed', `Object ${object.id} is destroyed already`)
    }
    const state = attributes.get('State')
    if (state === 'Active') {
      throw new KmipError('WrongKeyLifecycleState', `Object ${object.id} is Active, revoke it before it is destroyed`)
    }
    if (state !== undefined) attributes.set('State', state === 'Compromised' ? 'DestroyedCompromised' : 'Destroyed')
    attributes.set('DestroyDate', context.now)
    object.material = undefined
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
