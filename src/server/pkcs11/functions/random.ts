import {rngRetrieve} from '../../handlers/rng-retrieve.ts'
import {rngSeed} from '../../handlers/rng-seed.ts'
import {perform} from '../perform.ts'
import {pkcs11Function} from '../pkcs11-function.ts'
import {randomSignatures as signatures} from '../signatures/random.ts'
import {Refusal} from '../refusal.ts'

/** PKCS#11 3.0 section 5.21. The seed is looked at and not used: see RNG Seed. */
export const randomFunctions = {
  C_SeedRandom: pkcs11Function(signatures.C_SeedRandom, async ({context, application}, {session, seed}) => {
    application.session(session)
    await perform(context, rngSeed, {data: seed})
    return {}
  }),

  C_GenerateRandom: pkcs11Function(signatures.C_GenerateRandom, async ({context, application}, {session, length}) => {
    application.session(session)
    const {data} = await perform(context, rngRetrieve, {dataLength: length})
    if (!(data instanceof Uint8Array)) throw new Refusal('FUNCTION_FAILED')
    return {random: data}
  }),
}
