import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import {materialBytes, type AsymmetricFormat} from './asymmetric-format.ts'
import {readSequence} from './der.ts'
import {MalformedKey} from './malformed-key.ts'

/** RSAPrivateKey and RSAPublicKey, RFC 8017 appendix A.1. */
export const pkcs1: AsymmetricFormat = {
  holds: ['PrivateKey', 'PublicKey'],
  read(material, type) {
    const key = materialBytes(material)
    if (type === 'PrivateKey') return createPrivateKey({key, format: 'der', type: 'pkcs1'})
    // OpenSSL would take the public half of a private key.
    if (readSequence(key).length !== 2) throw new MalformedKey('RSAPublicKey has two numbers')
    return reread(createPublicKey({key, format: 'der', type: 'pkcs1'}))
  },
  write: (key) => (key.asymmetricKeyType === 'rsa' ? key.export({format: 'der', type: 'pkcs1'}) : undefined),
}

/** OpenSSL 3.5 does not write a public key as PKCS#1 that it has read from there. */
function reread(key: KeyObject): KeyObject {
  return createPublicKey({key: key.export({format: 'der', type: 'spki'}), format: 'der', type: 'spki'})
}
