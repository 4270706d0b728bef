import {issuingAuthority, joinPem} from '../../administration/authorities.ts'
import {
  isConfigured,
  readConfiguration,
  updateConfiguration,
  vaultForm,
} from '../../administration/server-configuration.ts'
import {ApiFailure, notFound} from '../http/failure.ts'
import type {FieldSchemas} from '../http/fields.ts'
import type {Call, Route} from './route.ts'

const fields: FieldSchemas = {
  listen_addrs: {type: 'list', description: 'Addresses that the server listens on; 127.0.0.1:5696 by default'},
  connection_timeout: {type: 'duration', description: 'Time for a connection to become ready; 1s by default'},
  server_hostnames: {type: 'list', description: "DNS names in the server's certificate; the first is its common name"},
  server_ips: {type: 'list', description: "IP addresses in the server's certificate, besides 127.0.0.1 and ::1"},
  tls_ca_key_type: {type: 'string', description: 'Key of the authority: rsa or ec'},
  tls_ca_key_bits: {type: 'int', description: 'Its size in bits'},
  tls_min_version: {type: 'string', description: 'Lowest version of TLS: tls10 to tls13'},
  default_tls_client_key_type: {type: 'string', description: 'Key of client certificates: rsa or ec'},
  default_tls_client_key_bits: {type: 'int', description: 'Its size in bits'},
  default_tls_client_ttl: {type: 'duration', description: 'Lifetime of client certificates; 24h by default'},
}

/** Vault section 2: the configuration, and the authority that comes with it. */
export const configurationRoutes: readonly Route[] = [
  {
    path: 'config',
    operations: {
      GET: {
        summary: 'Read the configuration',
        audience: 'administrator',
        fields: {},
        run: async ({store}) => {
          const configuration = await store.read(async ({administration}) =>
            (await isConfigured(administration)) ? readConfiguration(administration) : undefined,
          )
          if (configuration === undefined) throw notFound()
          return {data: vaultForm(configuration)}
        },
      },
      POST: {
        summary: 'Write the configuration; what is not mentioned stays as it is',
        audience: 'administrator',
        fields,
        run: async ({store, fields: given, now}) => {
          await updateConfiguration(store, given)
          await issuingAuthority(store, {now})
          return {}
        },
      },
    },
  },
  {
    path: 'ca',
    operations: {
      GET: {
        summary: "Read the certificates of the server's own authority, the issuing one first",
        audience: 'token',
        fields: {},
        run: readAuthority,
      },
    },
  },
]

async function readAuthority({store, now}: Call) {
  if (!(await store.read(({administration}) => isConfigured(administration)))) {
    throw new ApiFailure(400, 'the KMIP engine is not configured yet: write its config first')
  }
  const {chainPem} = await issuingAuthority(store, {now})
  return {data: {ca_pem: joinPem(chainPem)}}
}
