import {keyBytes} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {type Attributes, id, template} from '../draft/payloads.ts'
import {fortiosItemIds} from '../play/batch-item-ids.ts'
import {ask, type AskStep, batch, part, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

/** Both directions of the tunnel, encryption first. */
const keys = {
  k1: '{gateway1}-{gateway2}-{tunnel}-ENC-AES-16',
  k2: '{gateway2}-{gateway1}-{tunnel}-ENC-AES-16',
  k3: '{gateway1}-{gateway2}-{tunnel}-AUTH-SHA1-20',
  k4: '{gateway2}-{gateway1}-{tunnel}-AUTH-SHA1-20',
} as const

const encryption: Attributes = {
  'Cryptographic Algorithm': 'AES',
  'Cryptographic Length': 128,
  'Cryptographic Usage Mask': mask('Encrypt', 'Decrypt'),
}

const authentication: Attributes = {
  'Cryptographic Algorithm': 'HMAC_SHA1',
  'Cryptographic Length': 160,
  'Cryptographic Usage Mask': mask('MACGenerate', 'MACVerify'),
}

function made(key: keyof typeof keys, attributes: Attributes): AskStep[] {
  return [
    ask('Create', [symmetricKey, template({...attributes, Name: keys[key]})], {
      save: {[key]: 'UniqueIdentifier'},
      unless: key,
      note: 'where it was not found; layout assumed',
    }),
    ask('Activate', [id(key)], {unless: `${key}Found`, note: 'where it was not found; layout assumed'}),
  ]
}

const located = Object.entries(keys).map(([key, name]) =>
  part('Locate', [item('MaximumItems', 1), template({Name: name})], {
    save: {[key]: 'UniqueIdentifier', [`${key}Found`]: 'UniqueIdentifier'},
  }),
)

export const fortigate: Product = {
  client: 'fortigate',
  product: 'Fortinet FortiGate, FortiOS 7.4 and newer, keys of IPsec tunnels',
  version: '1.0',
  evidence: ['recorded'],
  caution: 'how keys are created and fetched was rebuilt by testers, not recorded',
  transport: 'tls',
  connection: 'session',
  header: {
    maximumResponseSize: 65536,
    login: 'always',
    batchErrorContinuation: 'Continue',
    batchOrder: 'always',
    batchItemIds: fortiosItemIds,
  },
  decoder: 'fortios',
  settings: {gateway1: 'gw1-{run}.example.com', gateway2: 'gw2-{run}.example.com', tunnel: 'phase1'},
  needs: [
    'Locate takes its filters inside a Template-Attribute',
    'Names match exactly and with their case, never as a prefix',
    'Locate that finds nothing is a success, and the other items of the message go on',
    'Maximum Items counts for each item of the message',
    'User name and password in every message',
  ],
  giveUp: 'does not bring the tunnel up',
  steps: [
    batch(located),
    ...made('k1', encryption),
    ...made('k2', encryption),
    ...made('k3', authentication),
    ...made('k4', authentication),
    batch([
      part('Get', [id('k1')], {demands: [keyBytes(16)]}),
      part('Get', [id('k2')], {demands: [keyBytes(16)]}),
      part('Get', [id('k3')], {demands: [keyBytes(20)]}),
      part('Get', [id('k4')], {demands: [keyBytes(20)]}),
    ]),
  ],
}
