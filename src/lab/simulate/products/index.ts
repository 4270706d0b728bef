import {UsageError} from '../../../errors.ts'
import {closest} from '../../../notation/closest.ts'
import type {Product} from '../product.ts'
import {barbican} from './barbican.ts'
import {cephCsi} from './ceph-csi.ts'
import {cephRgw} from './ceph-rgw.ts'
import {couchbase} from './couchbase.ts'
import {edbTdePykmip, edbTdeThales} from './edb-tde.ts'
import {fortigate} from './fortigate.ts'
import {fujitsuPostgres} from './fujitsu-postgres.ts'
import {krill} from './krill.ts'
import {mongodbCsfleDelegated} from './mongodb-csfle-delegated.ts'
import {mongodbCsfle} from './mongodb-csfle.ts'
import {mongodbEnterprise} from './mongodb-enterprise.ts'
import {mysqlOkv} from './mysql-okv.ts'
import {netappOntap} from './netapp-ontap.ts'
import {noobaa} from './noobaa.ts'
import {ovhKmipGo} from './ovh-kmip-go.ts'
import {perconaKmipclient} from './percona-kmipclient.ts'
import {perconaMysqlKeyringKmip} from './percona-mysql-keyring-kmip.ts'
import {pgTde} from './pg-tde.ts'
import {psmdb} from './psmdb.ts'
import {pykmipGeneric} from './pykmip-generic.ts'
import {rook} from './rook.ts'
import {sanArrayXResourceid} from './san-array-x-resourceid.ts'
import {scylladb} from './scylladb.ts'
import {swift} from './swift.ts'
import {synologyDsm} from './synology-dsm.ts'
import {truenas} from './truenas.ts'
import {vastData} from './vast-data.ts'
import {veeam} from './veeam.ts'
import {vmwareVcenter} from './vmware-vcenter.ts'

/** Every product, by its name at the prompt. */
export const products: readonly Product[] = [
  barbican,
  cephCsi,
  cephRgw,
  couchbase,
  edbTdePykmip,
  edbTdeThales,
  fortigate,
  fujitsuPostgres,
  krill,
  mongodbCsfle,
  mongodbCsfleDelegated,
  mongodbEnterprise,
  mysqlOkv,
  netappOntap,
  noobaa,
  ovhKmipGo,
  perconaKmipclient,
  perconaMysqlKeyringKmip,
  pgTde,
  psmdb,
  pykmipGeneric,
  rook,
  sanArrayXResourceid,
  scylladb,
  swift,
  synologyDsm,
  truenas,
  vastData,
  veeam,
  vmwareVcenter,
]

/** @throws UsageError naming the nearest one */
export function findProduct(client: string): Product {
  const wanted = client.toLowerCase()
  const found = products.find((product) => product.client === wanted)
  if (found !== undefined) return found
  const near = closest(
    wanted,
    products.map((product) => product.client),
  )
  throw new UsageError(`There is no client ${JSON.stringify(client)} to simulate`, {
    hint: near === undefined ? 'See them with kmipctl simulate list' : `Did you mean ${near}?`,
  })
}
