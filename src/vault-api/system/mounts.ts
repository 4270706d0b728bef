import {ApiFailure, unsupportedOperation} from '../http/failure.ts'
import {secondsOf} from '../http/duration.ts'
import {type FieldSchemas, type FieldValues, textField} from '../http/fields.ts'
import type {Call, Route} from '../routes/route.ts'
import {
  disableMount,
  enableMount,
  type Mount,
  mountAt,
  type MountChange,
  moveMount,
  readMounts,
  tuneMount,
} from './mount-registry.ts'
import {answeredVersion} from './version.ts'

const tuning: FieldSchemas = {
  description: {type: 'string', description: 'For people'},
  options: {type: 'any', description: 'Kept and given back'},
  default_lease_ttl: {type: 'duration', description: 'Kept and given back'},
  max_lease_ttl: {type: 'duration', description: 'Kept and given back'},
  audit_non_hmac_request_keys: {type: 'list', description: 'Without effect'},
  audit_non_hmac_response_keys: {type: 'list', description: 'Without effect'},
  listing_visibility: {type: 'string', description: 'Without effect'},
  passthrough_request_headers: {type: 'list', description: 'Without effect'},
  allowed_response_headers: {type: 'list', description: 'Without effect'},
  allowed_managed_keys: {type: 'list', description: 'Without effect'},
  delegated_auth_accessors: {type: 'list', description: 'Without effect'},
  identity_token_key: {type: 'string', description: 'Without effect'},
  force_no_cache: {type: 'bool', description: 'Without effect'},
  plugin_version: {type: 'string', description: 'Without effect'},
  token_type: {type: 'string', description: 'Without effect'},
}

/** Enabling the engine under a name, and what clients read of it. */
export const mountRoutes: readonly Route[] = [
  {
    path: 'sys/mounts',
    operations: {
      GET: {
        summary: 'Read all names under which the engine was enabled',
        audience: 'token',
        fields: {},
        run: async ({store}) => {
          const data = await described(store)
          return {data, body: data}
        },
      },
    },
  },
  {
    path: 'sys/mounts/{path...}',
    operations: {
      GET: {
        summary: 'Read one of them, or with /tune at its end how it is tuned',
        audience: 'token',
        fields: {},
        run: async (call) => {
          const {path, isTune} = pathOf(call)
          const mount = mountAt(await call.store.read(({administration}) => readMounts(administration)), path)
          const data = isTune ? tuneData(mount) : mountData(mount)
          return {data, body: data}
        },
      },
      POST: {
        summary: 'Enable the engine under a name, or with /tune at its end tune it',
        audience: 'administrator',
        fields: {
          type: {type: 'string', description: 'kmip'},
          config: {type: 'map', description: 'Lease times, kept and given back'},
          local: {type: 'bool', description: 'Kept and given back'},
          seal_wrap: {type: 'bool', description: 'Kept and given back: key material is sealed in any case'},
          external_entropy_access: {type: 'bool', description: 'Without effect'},
          plugin_name: {type: 'string', description: 'Without effect'},
          ...tuning,
        },
        run: async (call) => {
          const {path, isTune} = pathOf(call)
          if (isTune) await tuneMount(call.store, path, changeOf(call.fields))
          else await enable(call, path)
          return {}
        },
      },
      DELETE: {
        summary: 'Forget a name; the last one only when there is no scope any more',
        audience: 'administrator',
        fields: {},
        run: async (call) => {
          const {path, isTune} = pathOf(call)
          if (isTune) throw unsupportedOperation()
          await disableMount(call.store, path)
          return {}
        },
      },
    },
  },
  {
    path: 'sys/remount',
    operations: {
      POST: {
        summary: 'Give the engine another name',
        audience: 'administrator',
        fields: {
          from: {type: 'string', description: 'Old name', required: true},
          to: {type: 'string', description: 'New name', required: true},
        },
        run: async ({store, fields}) => {
          await moveMount(store, trimmed(textField(fields, 'from') ?? ''), trimmed(textField(fields, 'to') ?? ''))
          return {data: {migration_id: '00000000-0000-0000-0000-000000000000'}}
        },
      },
    },
  },
  {
    path: 'sys/remount/status/{id}',
    operations: {
      GET: {
        summary: 'A name is given at once',
        audience: 'token',
        fields: {},
        run: async ({params}) => ({data: {migration_id: params['id'] ?? '', migration_info: {status: 'success'}}}),
      },
    },
  },
  {
    path: 'sys/internal/ui/mounts',
    operations: {
      GET: {
        summary: 'Read all names, as the interface of Vault asks for them',
        audience: 'token',
        fields: {},
        run: async ({store}) => ({data: {secret: await described(store), auth: {}}}),
      },
    },
  },
  {
    path: 'sys/internal/ui/mounts/{path...}',
    operations: {
      GET: {
        summary: 'Read the engine that a path belongs to',
        audience: 'token',
        fields: {},
        run: async ({store, params}) => {
          const wanted = trimmed(params['path'] ?? '')
          const mounts = await store.read(({administration}) => readMounts(administration))
          const path = Object.keys(mounts).find((name) => wanted === name || wanted.startsWith(`${name}/`))
          if (path === undefined) {
            throw new ApiFailure(
              403,
              `preflight capability check returned 403, please ensure client's policies grant access to path "${wanted}/"`,
            )
          }
          return {data: {...mountData(mountAt(mounts, path)), path: `${path}/`}}
        },
      },
    },
  },
  {
    path: 'sys/auth',
    operations: {
      GET: {
        summary: 'Read the ways to log in: tokens alone',
        audience: 'token',
        fields: {},
        run: async () => {
          const data = {
            'token/': {type: 'token', description: 'token based credentials', accessor: 'auth_token', config: {}},
          }
          return {data, body: data}
        },
      },
    },
  },
]

async function enable({store, fields}: Call, path: string): Promise<void> {
  const type = textField(fields, 'type') ?? ''
  if (type !== 'kmip') {
    throw new ApiFailure(400, `plugin not found in the catalog: ${type}: this server has the engine kmip alone`)
  }
  const config = fields['config']
  const isConfig = typeof config === 'object' && config !== null
  await enableMount(store, path, {...changeOf(fields), ...(isConfig ? changeOf(config as FieldValues) : {})})
}

function changeOf(fields: FieldValues): MountChange {
  const {options, local, seal_wrap: sealWrap, default_lease_ttl: ttl, max_lease_ttl: most} = fields
  const description = textField(fields, 'description')
  return {
    ...(description === undefined ? {} : {description}),
    ...(options === undefined ? {} : {options}),
    ...(typeof local === 'boolean' ? {local} : {}),
    ...(typeof sealWrap === 'boolean' ? {sealWrap} : {}),
    ...(ttl === undefined ? {} : {defaultLeaseTtl: secondsOf('default_lease_ttl', ttl) ?? 0}),
    ...(most === undefined ? {} : {maxLeaseTtl: secondsOf('max_lease_ttl', most) ?? 0}),
  }
}

async function described(store: Call['store']): Promise<Readonly<Record<string, unknown>>> {
  const mounts = await store.read(({administration}) => readMounts(administration))
  return Object.fromEntries(Object.entries(mounts).map(([path, mount]) => [`${path}/`, mountData(mount)]))
}

function mountData({accessor, uuid, description, options, local, sealWrap, ...lease}: Mount) {
  return {
    accessor,
    config: {default_lease_ttl: lease.defaultLeaseTtl, force_no_cache: false, max_lease_ttl: lease.maxLeaseTtl},
    deprecation_status: 'supported',
    description,
    external_entropy_access: false,
    local,
    options,
    plugin_version: '',
    running_plugin_version: `v${answeredVersion}`,
    running_sha256: '',
    seal_wrap: sealWrap,
    type: 'kmip',
    uuid,
  }
}

/** Vault's own default of 32 days where nothing is tuned. */
const usualLease = 2_764_800

function tuneData({description, options, defaultLeaseTtl, maxLeaseTtl}: Mount) {
  return {
    default_lease_ttl: defaultLeaseTtl === 0 ? usualLease : defaultLeaseTtl,
    description,
    force_no_cache: false,
    max_lease_ttl: maxLeaseTtl === 0 ? usualLease : maxLeaseTtl,
    options,
  }
}

function pathOf({params}: Call): {readonly path: string; readonly isTune: boolean} {
  const whole = trimmed(params['path'] ?? '')
  const path = whole.replace(/\/tune$/, '')
  return {path, isTune: path !== whole}
}

function trimmed(path: string): string {
  return path.replaceAll(/^\/+|\/+$/g, '')
}
