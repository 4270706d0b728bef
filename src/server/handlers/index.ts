import type {Handlers} from '../handler.ts'
import {activate} from './activate.ts'
import {addAttribute} from './add-attribute.ts'
import {archive} from './archive.ts'
import {check} from './check.ts'
import {create} from './create.ts'
import {decrypt} from './decrypt.ts'
import {deleteAttribute} from './delete-attribute.ts'
import {destroy} from './destroy.ts'
import {discoverVersions} from './discover-versions.ts'
import {encrypt} from './encrypt.ts'
import {get} from './get.ts'
import {getAttributeList} from './get-attribute-list.ts'
import {getAttributes} from './get-attributes.ts'
import {getUsageAllocation} from './get-usage-allocation.ts'
import {importObject} from './import.ts'
import {locate} from './locate.ts'
import {modifyAttribute} from './modify-attribute.ts'
import {obtainLease} from './obtain-lease.ts'
import {query} from './query.ts'
import {reKey} from './re-key.ts'
import {recover} from './recover.ts'
import {register} from './register.ts'
import {revoke} from './revoke.ts'

/** Every operation this server performs. A new one is one line here. */
export const handlers = {
  Activate: activate,
  AddAttribute: addAttribute,
  Archive: archive,
  Check: check,
  Create: create,
  Decrypt: decrypt,
  DeleteAttribute: deleteAttribute,
  Destroy: destroy,
  DiscoverVersions: discoverVersions,
  Encrypt: encrypt,
  Get: get,
  GetAttributeList: getAttributeList,
  GetAttributes: getAttributes,
  GetUsageAllocation: getUsageAllocation,
  Import: importObject,
  Locate: locate,
  ModifyAttribute: modifyAttribute,
  ObtainLease: obtainLease,
  Query: query,
  ReKey: reKey,
  Recover: recover,
  Register: register,
  Revoke: revoke,
} as const satisfies Handlers
