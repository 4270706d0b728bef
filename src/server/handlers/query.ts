import {Query} from '../../kmip/operations/query.ts'
import type {ResponseOf} from '../../kmip/schema/operation.ts'
import type {QueryFunction} from '../../kmip/spec/enumerations.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {ServerFacts} from '../context.ts'
import {handler} from '../handler.ts'
import {httpsProfiles} from '../profiles.ts'

type Part = Partial<ResponseOf<typeof Query>>

/** What each Query Function adds to the answer. Functions that are not here have nothing to tell. */
const parts: Readonly<Partial<Record<EnumName<typeof QueryFunction>, (facts: ServerFacts) => Part>>> = {
  QueryOperations: ({operations}) => ({operation: operations}),
  QueryObjects: ({objectTypes}) => ({objectType: objectTypes}),
  QueryServerInformation: ({vendorIdentification, serverInformation}) => ({
    vendorIdentification,
    serverInformation: {
      serverName: serverInformation.name,
      serverVersion: serverInformation.version,
      productName: serverInformation.name,
    },
  }),
  QueryAttestationTypes: ({attestationTypes}) => ({attestationType: attestationTypes}),
  QueryRNGs: ({rngs}) => ({rngParameters: rngs}),
  QueryValidations: ({validations}) => ({validationInformation: validations}),
  QueryProfiles: ({profiles, httpsUrls}) => ({profileInformation: [...profiles, ...httpsProfiles(httpsUrls)]}),
  QueryCapabilities: ({capabilities}) => ({capabilityInformation: [capabilities]}),
  QueryClientRegistrationMethods: ({clientRegistrationMethods}) => ({
    clientRegistrationMethod: clientRegistrationMethods,
  }),
}

/** KMIP 1.4 section 4.25, 2.1 section 6.1.40. */
export const query = handler(Query, async (context, {queryFunction = []}) => {
  let answer: Part = {}
  for (const name of queryFunction) {
    const part = typeof name === 'string' ? parts[name] : undefined
    if (part !== undefined) answer = {...answer, ...part(context.facts)}
  }
  return answer
})
