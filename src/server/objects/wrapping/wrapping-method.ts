import {KmipError} from '../../../kmip/error.ts'
import type {KeyWrappingData} from '../../../kmip/structures/key-wrapping-data.ts'

/** What a Wrapping Method does to a key value. */
export interface WrappingSteps {
  readonly encrypts: boolean
  /** What is MACed or signed. */
  readonly authenticates: 'value' | 'ciphertext' | undefined
}

const methods: Readonly<Record<string, WrappingSteps>> = {
  Encrypt: {encrypts: true, authenticates: undefined},
  MACSign: {encrypts: false, authenticates: 'value'},
  EncryptThenMACSign: {encrypts: true, authenticates: 'ciphertext'},
  MACSignThenEncrypt: {encrypts: true, authenticates: 'value'},
}

type Information = Pick<KeyWrappingData, 'wrappingMethod' | 'encryptionKeyInformation' | 'macSignatureKeyInformation'>

/** Fails for methods that are not available here, and for keys that are missing or have no part in it. KMIP 1.4 section 2.1.5. */
export function wrappingSteps(information: Information): WrappingSteps {
  const {wrappingMethod: method} = information
  const steps = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (steps === undefined) {
    throw new KmipError(
      'FeatureNotSupported',
      `Wrapping Method ${method} is not supported, only ${Object.keys(methods).join(', ')}`,
    )
  }
  checkPart(method, 'an encryption key', steps.encrypts, information.encryptionKeyInformation)
  checkPart(method, 'a MAC/signature key', steps.authenticates !== undefined, information.macSignatureKeyInformation)
  return steps
}

/** True for methods after which only the holder of a key can read the value. */
export function encryptsValue({wrappingMethod}: Pick<Information, 'wrappingMethod'>): boolean {
  return Object.hasOwn(methods, wrappingMethod) && methods[wrappingMethod]?.encrypts === true
}

function checkPart(method: string | number, part: string, needed: boolean, information: object | undefined): void {
  if (needed === (information !== undefined)) return
  throw new KmipError('InvalidField', `Wrapping Method ${method} ${needed ? 'needs' : 'has no use for'} ${part}`)
}
