import {createPrivateKey} from 'node:crypto'
import {materialBytes, type AsymmetricFormat} from './asymmetric-format.ts'
import {readSequence} from './der.ts'

/** PrivateKeyInfo, RFC 5208; one that is encrypted is kept, but nobody here knows its password. */
export const pkcs8: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const key = materialBytes(material)
    return isEncrypted(key) ? undefined : createPrivateKey({key, format: 'der', type: 'pkcs8'})
  },
  write: (key) => key.export({format: 'der', type: 'pkcs8'}),
}

/** EncryptedPrivateKeyInfo has an algorithm and an octet string; PrivateKeyInfo begins with its version. */
function isEncrypted(bytes: Uint8Array): boolean {
  const items = readSequence(bytes)
  return items.length === 2 && items[0]?.tag === 0x30 && items[1]?.tag === 0x04
}
