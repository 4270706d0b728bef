import {formatAddress} from '../../transport/address.ts'
import {type Recipe, rsaKey, singleLayout, yearSeconds} from './recipe.ts'

export const vsphere: Recipe = {
  name: 'vsphere',
  product: 'VMware vCenter Server',
  aliases: ['vcenter', 'vmware'],
  key: rsaKey,
  serverAuth: true,
  ttlSeconds: yearSeconds,
  layout: singleLayout,
  operations: ['DiscoverVersions', 'Query', 'Create', 'Get', 'GetAttributes', 'AddAttribute'],
  settings: ({address, paths}) => [
    {
      title: 'vSphere Client',
      lines: [
        `1. vCenter > Configure > Key Providers > Add Standard Key Provider: address ${formatAddress(address)}`,
        '2. Trust the certificate of the server: Establish Trust > Make vCenter Trust KMS',
        '3. Establish Trust > Make KMS Trust vCenter > KMS certificate and private key:',
        `   certificate ${paths.leaf}, private key ${paths.key}`,
      ],
    },
  ],
  notes: [
    'For a request that vCenter makes (New Certificate Signing Request) use kmipctl cred sign --for vsphere',
    'vCenter never destroys its keys: they stay in the scope',
  ],
}
