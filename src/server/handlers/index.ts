import type {Handlers} from '../handler.ts'
import {activate} from './activate.ts'
import {addAttribute} from './add-attribute.ts'
import {adjustAttribute} from './adjust-attribute.ts'
import {archive} from './archive.ts'
import {cancel} from './cancel.ts'
import {certify} from './certify.ts'
import {check} from './check.ts'
import {create} from './create.ts'
import {createSplitKey} from './create-split-key.ts'
import {createKeyPair} from './create-key-pair.ts'
import {decrypt} from './decrypt.ts'
import {delegatedLogin} from './delegated-login.ts'
import {deleteAttribute} from './delete-attribute.ts'
import {deriveKey} from './derive-key.ts'
import {destroy} from './destroy.ts'
import {discoverVersions} from './discover-versions.ts'
import {encrypt} from './encrypt.ts'
import {exportObject} from './export.ts'
import {get} from './get.ts'
import {getAttributeList} from './get-attribute-list.ts'
import {getAttributes} from './get-attributes.ts'
import {getConstraints} from './get-constraints.ts'
import {getUsageAllocation} from './get-usage-allocation.ts'
import {hash} from './hash.ts'
import {importObject} from './import.ts'
import {joinSplitKey} from './join-split-key.ts'
import {locate} from './locate.ts'
import {log} from './log.ts'
import {login} from './login.ts'
import {logout} from './logout.ts'
import {mac} from './mac.ts'
import {macVerify} from './mac-verify.ts'
import {modifyAttribute} from './modify-attribute.ts'
import {obtainLease} from './obtain-lease.ts'
import {ping} from './ping.ts'
import {pkcs11} from './pkcs-11.ts'
import {poll} from './poll.ts'
import {processRequest} from './process.ts'
import {query} from './query.ts'
import {queryAsynchronousRequests} from './query-asynchronous-requests.ts'
import {reCertify} from './re-certify.ts'
import {reKey} from './re-key.ts'
import {reKeyKeyPair} from './re-key-key-pair.ts'
import {reProvision} from './re-provision.ts'
import {recover} from './recover.ts'
import {register} from './register.ts'
import {revoke} from './revoke.ts'
import {setAttribute} from './set-attribute.ts'
import {setEndpointRole} from './set-endpoint-role.ts'
import {setConstraints} from './set-constraints.ts'
import {setDefaults} from './set-defaults.ts'
import {sign} from './sign.ts'
import {signatureVerify} from './signature-verify.ts'
import {rngRetrieve} from './rng-retrieve.ts'
import {rngSeed} from './rng-seed.ts'
import {validate} from './validate.ts'

/** Every operation this server performs. A new one is one line here. */
export const handlers = {
  Activate: activate,
  AddAttribute: addAttribute,
  AdjustAttribute: adjustAttribute,
  Archive: archive,
  Cancel: cancel,
  Certify: certify,
  Check: check,
  Create: create,
  CreateKeyPair: createKeyPair,
  CreateSplitKey: createSplitKey,
  Decrypt: decrypt,
  DelegatedLogin: delegatedLogin,
  DeleteAttribute: deleteAttribute,
  DeriveKey: deriveKey,
  Destroy: destroy,
  DiscoverVersions: discoverVersions,
  Encrypt: encrypt,
  Export: exportObject,
  Get: get,
  GetAttributeList: getAttributeList,
  GetAttributes: getAttributes,
  GetConstraints: getConstraints,
  GetUsageAllocation: getUsageAllocation,
  Hash: hash,
  Import: importObject,
  JoinSplitKey: joinSplitKey,
  Locate: locate,
  Log: log,
  Login: login,
  Logout: logout,
  MAC: mac,
  MACVerify: macVerify,
  ModifyAttribute: modifyAttribute,
  ObtainLease: obtainLease,
  Ping: ping,
  PKCS_11: pkcs11,
  Poll: poll,
  Process: processRequest,
  Query: query,
  QueryAsynchronousRequests: queryAsynchronousRequests,
  ReCertify: reCertify,
  ReKey: reKey,
  ReKeyKeyPair: reKeyKeyPair,
  ReProvision: reProvision,
  Recover: recover,
  Register: register,
  Revoke: revoke,
  RNGRetrieve: rngRetrieve,
  RNGSeed: rngSeed,
  SetAttribute: setAttribute,
  SetEndpointRole: setEndpointRole,
  SetConstraints: setConstraints,
  SetDefaults: setDefaults,
  Sign: sign,
  SignatureVerify: signatureVerify,
  Validate: validate,
} as const satisfies Handlers
