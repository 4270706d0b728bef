import type {OperationName} from '../kmip/schema/operation.ts'
import {ProtectionStorageMask} from '../kmip/spec/masks.ts'
import {clientIdentityExtensions} from '../kmip/structures/client-identity.ts'
import {attestationTypes} from './authentication/attestation.ts'
import type {ServerFacts} from './context.ts'
import {handlers} from './handlers/index.ts'
import {randomNumberGenerator} from './objects/creation/creation.ts'
import {storableTypes} from './objects/creation/registration.ts'
import {serverProfiles} from './profiles.ts'

/** What the server sends to clients by itself, beside the Query and Discover Versions that go both ways. */
const serverToClient: readonly OperationName[] = ['Notify', 'Put']

/** What this server tells of itself; derived from what it does. */
export const serverFacts: ServerFacts = {
  operations: [...(Object.keys(handlers) as OperationName[]), ...serverToClient],
  objectTypes: storableTypes,
  versions: ['2.1', '2.0', '1.4', '1.3', '1.2', '1.1', '1.0'],
  vendorIdentification: 'kmipctl',
  serverInformation: {name: 'kmipctl', version: '0.1.0'},
  profiles: serverProfiles,
  httpsUrls: [],
  capabilities: {
    streamingCapability: true,
    asynchronousCapability: true,
    attestationCapability: true,
    batchUndoCapability: true,
    batchContinueCapability: true,
    // Wrapped keys are kept and given as they came, unless a request wants them opened
    unwrapMode: 'NotProcessed',
    destroyAction: 'KeyMaterialDeleted',
    shreddingAlgorithm: 'Unsupported',
    rngMode: 'Unspecified',
    quantumSafeCapability: true,
  },
  rngs: [randomNumberGenerator],
  // None is asserted; the operator may know better
  validations: [],
  attestationTypes,
  // Clients are admitted by what is made here (cred generate, Re-Provision) or brought here (cred sign) only. The certificates
  // of the other two flows (Create Key Pair with Certify, Register) are objects that clients get, and admit nobody to this server
  clientRegistrationMethods: ['ServerPreGenerated', 'ServerOnDemand', 'ClientGenerated', 'ClientRegistered'],
  extensions: clientIdentityExtensions,
  // Whatever else is true of the machine that keeps the store, the operator may state
  protectionStorageMasks: {protectionStorageMask: [ProtectionStorageMask.of('Software')]},
}
