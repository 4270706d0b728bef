import {healthRoutes} from '../system/health.ts'
import {mountRoutes} from '../system/mounts.ts'
import {tokenRoutes} from '../system/tokens.ts'
import {authorityRoutes} from './authorities.ts'
import {clientRoutes} from './client.ts'
import {configurationRoutes} from './configuration.ts'
import {credentialRoutes} from './credentials.ts'
import {listenerRoutes} from './listeners.ts'
import {roleRoutes} from './roles.ts'
import type {Route} from './route.ts'
import {scopeRoutes} from './scopes.ts'

/** Paths of the engine, behind the name under which it is mounted. */
export const engineRoutes: readonly Route[] = [
  ...configurationRoutes,
  ...authorityRoutes,
  ...listenerRoutes,
  ...scopeRoutes,
  ...roleRoutes,
  ...credentialRoutes,
  ...clientRoutes,
]

/** Paths of the server around it. */
export const systemRoutes: readonly Route[] = [...healthRoutes, ...mountRoutes, ...tokenRoutes]
