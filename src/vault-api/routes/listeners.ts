import {
  deleteListener,
  listListeners,
  showListener,
  vaultListenerForm,
  writeListener,
} from '../../administration/listeners.ts'
import {listOutcome, type Route, unless} from './route.ts'

/** Vault section 6: named listeners. */
export const listenerRoutes: readonly Route[] = [
  {
    path: 'listener',
    operations: {
      LIST: {
        summary: 'List the named listeners',
        audience: 'administrator',
        fields: {},
        run: async ({store}) => listOutcome((await listListeners(store)).map(({name}) => name)),
      },
    },
  },
  {
    path: 'listener/{name}',
    operations: {
      GET: {
        summary: 'Read a listener',
        audience: 'administrator',
        fields: {},
        run: async ({store, params}) => ({data: vaultListenerForm(await showListener(store, params['name'] ?? ''))}),
      },
      POST: {
        summary: 'Make a listener, or change the one there is',
        audience: 'administrator',
        fields: {
          address: {type: 'string', description: 'host:port to listen on; a new listener needs it'},
          ca: {type: 'string', description: "Generated authority of the server's certificate; a new listener needs it"},
          server_hostnames: {type: 'list', description: "DNS names in the server's certificate"},
          server_ips: {
            type: 'list',
            description: "IP addresses in the server's certificate; 127.0.0.1 and ::1 by default",
          },
          additional_client_cas: {type: 'list', description: 'Further authorities whose clients are trusted'},
          also_use_legacy_ca: {type: 'bool', description: "Whether clients of the server's own authority are trusted"},
          tls_min_version: {type: 'string', description: 'tls12 or tls13; tls12 by default'},
          tls_max_version: {type: 'string', description: 'tls12 or tls13; the newest by default'},
          tls_cipher_suites: {type: 'list', description: 'Suites of TLS 1.2 by their IANA names'},
        },
        run: async ({store, params, fields, now}) => {
          await writeListener(store, {name: params['name'] ?? '', fields, now})
          return {}
        },
      },
      DELETE: {
        summary: 'Delete a listener, which stops',
        audience: 'administrator',
        fields: {},
        run: async ({store, params}) => {
          return unless('NOT_FOUND', deleteListener(store, params['name'] ?? ''))
        },
      },
    },
  },
]
