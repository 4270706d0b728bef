import {ApiFailure} from '../http/failure.ts'
import {type FieldSchemas, textsField} from '../http/fields.ts'
import type {Call, Route, RouteMethod} from '../routes/route.ts'
import {answeredVersion, clusterName} from './version.ts'

const codes: FieldSchemas = {
  standbyok: {type: 'bool', description: 'Without effect: this server is always active'},
  perfstandbyok: {type: 'bool', description: 'Without effect'},
  activecode: {type: 'int', description: 'Status to answer with, 200 by default'},
  standbycode: {type: 'int', description: 'Without effect'},
  drsecondarycode: {type: 'int', description: 'Without effect'},
  performancestandbycode: {type: 'int', description: 'Without effect'},
  sealedcode: {type: 'int', description: 'Without effect'},
  uninitcode: {type: 'int', description: 'Without effect'},
}

/** What clients and load balancers ask first. A server that answers is initialised, unsealed and active. */
export const healthRoutes: readonly Route[] = [
  {
    path: 'sys/health',
    operations: {
      GET: {
        summary: 'Whether the server can be used; HEAD too',
        audience: 'everybody',
        fields: codes,
        run: async ({fields, now}) => {
          const code = fields['activecode']
          return {
            status: typeof code === 'number' && code >= 200 && code <= 599 ? code : 200,
            body: {
              initialized: true,
              sealed: false,
              standby: false,
              performance_standby: false,
              replication_performance_mode: 'disabled',
              replication_dr_mode: 'disabled',
              server_time_utc: Math.floor(now.getTime() / 1000),
              version: answeredVersion,
              enterprise: true,
              cluster_name: clusterName,
              cluster_id: clusterName,
            },
          }
        },
      },
    },
  },
  {
    path: 'sys/seal-status',
    operations: {
      GET: {
        summary: 'Whether the store is open, which it is when somebody answers',
        audience: 'everybody',
        fields: {},
        run: async () => ({
          body: {
            type: 'kmipctl',
            initialized: true,
            sealed: false,
            t: 1,
            n: 1,
            progress: 0,
            nonce: '',
            version: answeredVersion,
            build_date: '',
            migration: false,
            cluster_name: clusterName,
            cluster_id: clusterName,
            recovery_seal: false,
            storage_type: 'kmipctl',
          },
        }),
      },
    },
  },
  {
    path: 'sys/leader',
    operations: {
      GET: {
        summary: 'Every server of a store is as good as the others',
        audience: 'everybody',
        fields: {},
        run: async () => ({
          body: {
            ha_enabled: false,
            is_self: false,
            active_time: '0001-01-01T00:00:00Z',
            leader_address: '',
            leader_cluster_address: '',
            performance_standby: false,
            performance_standby_last_remote_wal: 0,
          },
        }),
      },
    },
  },
  {
    path: 'sys/init',
    operations: {
      GET: {
        summary: 'Whether the store was made, which it was',
        audience: 'everybody',
        fields: {},
        run: async () => ({body: {initialized: true}}),
      },
    },
  },
  {
    path: 'sys/capabilities-self',
    operations: {
      POST: {
        summary: 'What the token may do with paths',
        audience: 'token',
        fields: {
          path: {type: 'list', description: 'Paths'},
          paths: {type: 'list', description: 'More paths'},
        },
        run: async ({fields, token, may}) => {
          const paths = [...textsField(fields, 'paths'), ...textsField(fields, 'path')].filter((path) => path !== '')
          const [first] = paths
          if (first === undefined) throw new ApiFailure(400, 'missing required field paths')
          const each = paths.map((path) => [path, capabilities(path, token, may)] as const)
          const byPath = Object.fromEntries(each)
          return {data: each.length === 1 ? {...byPath, capabilities: byPath[first]} : byPath}
        },
      },
    },
  },
]

const words: readonly (readonly [string, RouteMethod])[] = [
  ['create', 'POST'],
  ['delete', 'DELETE'],
  ['list', 'LIST'],
  ['read', 'GET'],
  ['update', 'POST'],
]

function capabilities(path: string, token: Call['token'], may: Call['may']): readonly string[] {
  if (token?.scopeId === undefined) return ['root']
  const allowed = words.filter(([, method]) => may(method, path)).map(([word]) => word)
  return allowed.length === 0 ? ['deny'] : allowed
}
