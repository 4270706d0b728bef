import {UsageError} from '../../errors.ts'
import {closest} from '../../notation/closest.ts'
import {barbican} from './barbican.ts'
import {ceph} from './ceph.ts'
import {cephCsi} from './ceph-csi.ts'
import {edb} from './edb.ts'
import {ezmeral} from './ezmeral.ts'
import {fortigate} from './fortigate.ts'
import {kmipctl} from './kmipctl.ts'
import {krill} from './krill.ts'
import {mongodb} from './mongodb.ts'
import {mongodbDriver} from './mongodb-driver.ts'
import {mysql} from './mysql.ts'
import {netapp} from './netapp.ts'
import {openbao} from './openbao.ts'
import {percona} from './percona.ts'
import {perconaMysql} from './percona-mysql.ts'
import {pgTde} from './pg-tde.ts'
import {pykmip} from './pykmip.ts'
import type {Recipe} from './recipe.ts'
import {rook} from './rook.ts'
import {scylladb} from './scylladb.ts'
import {swift} from './swift.ts'
import {synology} from './synology.ts'
import {vast} from './vast.ts'
import {vaultPkcs11} from './vault-pkcs11.ts'
import {veeam} from './veeam.ts'
import {vsphere} from './vsphere.ts'

/** Every client there is a recipe for, by name. */
export const recipes: readonly Recipe[] = [
  barbican,
  ceph,
  cephCsi,
  edb,
  ezmeral,
  fortigate,
  kmipctl,
  krill,
  mongodb,
  mongodbDriver,
  mysql,
  netapp,
  openbao,
  percona,
  perconaMysql,
  pgTde,
  pykmip,
  rook,
  scylladb,
  swift,
  synology,
  vast,
  vaultPkcs11,
  veeam,
  vsphere,
]

/** Whose settings are shown when nobody says for which client a credential is. */
export const usualRecipes: readonly Recipe[] = [kmipctl, pykmip, percona]

/** By its name or another one it goes by. @throws UsageError naming the nearest one */
export function findRecipe(name: string): Recipe {
  const wanted = name.toLowerCase()
  const found = recipes.find((recipe) => namesOf(recipe).includes(wanted))
  if (found !== undefined) return found
  const near = closest(wanted, recipes.flatMap(namesOf))
  throw new UsageError(`There is no recipe for ${JSON.stringify(name)}`, {
    hint: near === undefined ? 'See them with kmipctl cred recipes' : `Did you mean ${near}?`,
  })
}

function namesOf({name, aliases = []}: Recipe): readonly string[] {
  return [name, ...aliases]
}
