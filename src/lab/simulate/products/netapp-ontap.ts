import {sameKeyMaterial} from '../demands/objects.ts'
import {aes, aesKey, id, queryFunctions, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

export const netappOntap: Product = {
  client: 'netapp-ontap',
  product: 'NetApp ONTAP, external key manager of NSE and NVE',
  version: '1.2',
  evidence: ['documents'],
  caution: 'assumed but for its custom attributes, of whose about sixteen names one is public',
  transport: 'tls',
  connection: 'once',
  header: {login: 'optional'},
  decoder: 'unknown',
  settings: {cluster: 'kmipctl-{run}'},
  needs: ['About sixteen custom attributes that begin with x-NETAPP-'],
  giveUp: 'tries the next of up to four servers, and then cannot bring the volumes online',
  steps: [
    ask('Query', queryFunctions('QueryOperations', 'QueryObjects', 'QueryServerInformation'), {note: 'assumed'}),
    ask(
      'Register',
      [
        symmetricKey,
        template({...aes(256, 'Encrypt', 'Decrypt'), 'x-NETAPP-ClusterName': '{cluster}'}),
        aesKey('material', 32),
      ],
      {save: {key: 'UniqueIdentifier'}, note: 'whether it is Create or Register is not public'},
    ),
    ask('Get', [id('key')], {demands: [sameKeyMaterial('material')], note: 'assumed'}),
  ],
}
