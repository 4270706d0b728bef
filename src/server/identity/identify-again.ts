import type {Store} from '../../storage/store.ts'
import type {Identification, Identify} from './identify.ts'
import {type ForeignCertificate, presentedBefore} from './presented.ts'

/** A client that was there before, and may be gone. */
export interface EarlierClient {
  /** Serial number of its certificate. */
  readonly serialNumber: string
  /** Of a client that has no credential, but a certificate of an imported authority. */
  readonly foreign?: ForeignCertificate | undefined
}

/** Finds out who a client is by now, with what its role may do at this moment. */
export type IdentifyAgain = (client: EarlierClient) => Promise<Identification>

export function createIdentifyAgain(store: Store, identify: Identify, clock: () => Date): IdentifyAgain {
  return async ({serialNumber, foreign}) => {
    if (foreign !== undefined) return identify(presentedBefore(foreign), clock().getTime())
    const credential = await store.read(({administration}) => administration.credential(serialNumber))
    if (credential === undefined) {
      return {refused: `credential ${serialNumber} does not exist any more`, cause: 'unknown'}
    }
    return identify({fingerprint: credential.fingerprint}, clock().getTime())
  }
}
