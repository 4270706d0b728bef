import {CreateKeyPair} from '../../kmip/operations/create-key-pair.ts'
import {handler} from '../handler.ts'
import {addPairDefaults, createPair, requestedPairAttributes} from '../objects/creation/key-pair-creation.ts'

/** KMIP 1.4 section 4.2, 2.1 section 6.1.9. */
export const createKeyPair = handler(
  CreateKeyPair,
  async (context, request) => {
    const attributes = await requestedPairAttributes(context, request)
    await addPairDefaults(context, attributes)
    const {privateKey, publicKey} = await createPair(context, attributes)
    await context.objects.insert(privateKey)
    await context.objects.insert(publicKey)
    context.placeholder = privateKey.id
    return {privateKeyUniqueIdentifier: privateKey.id, publicKeyUniqueIdentifier: publicKey.id}
  },
  {writes: true},
)
