import {bytesIn, sameBytes} from '../demands/fields.ts'
import {item, kept, random} from '../draft/draft.ts'
import {cbc, id, parameters} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {preparedKey, pykmip} from './habits.ts'

const common = {
  ...pykmip,
  otherVersions: ['1.3', '1.4'],
  evidence: ['source', 'replay'],
  preparation: preparedKey,
  giveUp: 'does not initialise or start the database cluster',
} as const satisfies Partial<Product>

const encrypt = ask('Encrypt', [id('keyId'), parameters(cbc), item('Data', random('data', 32))], {
  save: {iv: 'IVCounterNonce', ciphertext: 'Data'},
  demands: [bytesIn('IVCounterNonce', 16), bytesIn('Data', 48)],
})

export const edbTdePykmip: Product = {
  ...common,
  client: 'edb-tde-pykmip',
  product: 'EDB Postgres TDE, key wrapper, variant pykmip',
  needs: ['Encrypt without an IV makes one and returns it'],
  steps: [
    encrypt,
    ask(
      'Decrypt',
      [id('keyId'), parameters(cbc), item('Data', kept('ciphertext')), item('IVCounterNonce', kept('iv'))],
      {demands: [sameBytes('Data', 'data')]},
    ),
  ],
}

export const edbTdeThales: Product = {
  ...common,
  client: 'edb-tde-thales',
  product: 'EDB Postgres TDE, key wrapper, variant thales',
  needs: [
    'Encrypt without an IV makes one and returns it',
    'Decrypt of Data that begins with the IV, without an IV field',
  ],
  steps: [
    encrypt,
    ask('Decrypt', [id('keyId'), parameters(cbc), item('Data', kept('iv', 'ciphertext'))], {
      demands: [sameBytes('Data', 'data')],
    }),
  ],
}
