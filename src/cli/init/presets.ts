import {operationFlagName} from '../../administration/operation-name.ts'
import {findRecipe} from '../../administration/recipes/index.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'

/** What the clients of a first role do, in words for a list. */
export const presets = {
  everything: 'All operations, those of later versions too',
  database: 'What databases ask for: MongoDB, Percona, MySQL, PostgreSQL, EDB, ScyllaDB',
  storage: 'What storage, hypervisors and firewalls ask for: vSphere, Ceph, Synology, VAST, FortiGate',
  backup: 'What backup programs ask for: Veeam, and whatever brings its own key',
  application: 'Encrypting, signing and hashing with keys that stay on the server',
} as const satisfies Readonly<Record<string, string>>

export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets) as readonly Preset[]

/** Everybody looks around, and finds things again. */
const basics: readonly OperationName[] = [
  'DiscoverVersions',
  'Query',
  'Locate',
  'Get',
  'GetAttributes',
  'GetAttributeList',
]

/** The operations of a preset, as words for a grant. */
export function presetOperations(preset: Preset): readonly string[] {
  if (preset === 'everything') return ['all']
  return [...new Set([...basics, ...more[preset]()])].map(operationFlagName)
}

const more: Readonly<Record<Exclude<Preset, 'everything'>, () => readonly OperationName[]>> = {
  database: () => [
    ...ofRecipes('percona', 'mongodb', 'mongodb-driver', 'mysql', 'percona-mysql', 'pg-tde', 'edb', 'scylladb'),
    'ReKey',
  ],
  storage: () => ofRecipes('vsphere', 'ceph', 'ceph-csi', 'rook', 'synology', 'vast', 'fortigate', 'barbican'),
  backup: () => [...ofRecipes('veeam'), 'Create', 'Register', 'Revoke'],
  application: () => [
    'Create',
    'CreateKeyPair',
    'Activate',
    'Revoke',
    'Destroy',
    'ReKey',
    'Encrypt',
    'Decrypt',
    'Sign',
    'SignatureVerify',
    'MAC',
    'MACVerify',
    'Hash',
    'RNGRetrieve',
  ],
}

function ofRecipes(...names: readonly string[]): OperationName[] {
  return names.flatMap((name) => [...(findRecipe(name).operations ?? [])])
}
