import {keyBlockOf, keyBytes, keyFormat, objectType} from '../demands/objects.ts'
import {id} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {preparedKey, pykmip, pykmipVersions} from './habits.ts'

export const swift: Product = {
  ...pykmip,
  client: 'swift',
  product: 'OpenStack Swift, kmip_keymaster',
  otherVersions: pykmipVersions,
  evidence: ['source'],
  preparation: preparedKey,
  needs: ['A Key Block that says AES and 256 bits'],
  giveUp: 'the proxy does not start',
  steps: [
    ask('Get', [id('keyId')], {
      note: 'once for each root secret when the proxy starts',
      demands: [objectType('SymmetricKey'), keyFormat('Raw'), keyBytes(32), keyBlockOf('AES', 256)],
    }),
  ],
}
