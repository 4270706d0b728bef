import {credentialNameOf, revokeCredential, showCredential} from '../../administration/credentials.ts'
import {AdministrationError} from '../../administration/error.ts'
import {generateCredential, signCredential} from '../../administration/issue-credential.ts'
import {parseVaultCredentialFormat, vaultCredential} from '../../administration/vault-credential.ts'
import {listSerialNumbers} from '../../administration/credential-serials.ts'
import {credentialChain} from '../../administration/credential-chain.ts'
import {notFound} from '../http/failure.ts'
import {type FieldSchema, textField} from '../http/fields.ts'
import {type Call, listOutcome, type Route} from './route.ts'
import {nameOf} from './roles.ts'

const format: FieldSchema = {type: 'string', description: 'pem, pem_bundle or der; pem_bundle by default'}

/** Vault section 5: credentials. */
export const credentialRoutes: readonly Route[] = [
  {
    path: 'scope/{scope}/role/{role}/credential',
    operations: {
      LIST: {
        summary: 'List the serial numbers of the credentials of a role',
        audience: 'scope',
        fields: {},
        run: async (call) => listOutcome(await listSerialNumbers(call.store, nameOf(call))),
      },
    },
  },
  {
    path: 'scope/{scope}/role/{role}/credential/generate',
    operations: {
      POST: {
        summary: 'Make a key and a client certificate for a role',
        audience: 'scope',
        fields: {format},
        run: async (call) => {
          const form = parseVaultCredentialFormat(call.fields['format'])
          const {credential} = await generateCredential(call.store, {...nameOf(call), now: call.now})
          return {data: {...vaultCredential(credential, form)}}
        },
      },
    },
  },
  {
    path: 'scope/{scope}/role/{role}/credential/sign',
    operations: {
      POST: {
        summary: 'Certify the key of a signing request for a role',
        audience: 'scope',
        fields: {csr: {type: 'string', description: 'PKCS#10 in PEM', required: true}, format},
        run: async (call) => {
          const form = parseVaultCredentialFormat(call.fields['format'])
          const signingRequest = textField(call.fields, 'csr') ?? ''
          const {credential} = await signCredential(call.store, {...nameOf(call), signingRequest, now: call.now})
          return {data: {...vaultCredential(credential, form)}}
        },
      },
    },
  },
  {
    path: 'scope/{scope}/role/{role}/credential/lookup',
    operations: {
      GET: {
        summary: 'Read a credential of a role by its serial number, without its key',
        audience: 'scope',
        fields: {serial_number: {type: 'string', description: 'In decimal', required: true}, format},
        run: async (call) => {
          const form = parseVaultCredentialFormat(call.fields['format'])
          const found = await ofRole(call, {serialNumber: textField(call.fields, 'serial_number') ?? ''})
          const chainPem = await credentialChain(call.store, found)
          return {data: {...vaultCredential({certificatePem: found.certificatePem, chainPem}, form)}}
        },
      },
    },
  },
  {
    path: 'scope/{scope}/role/{role}/credential/revoke',
    operations: {
      POST: {
        summary: 'Revoke a credential of a role by its serial number or its certificate',
        audience: 'scope',
        fields: {
          serial_number: {type: 'string', description: 'In decimal'},
          certificate: {type: 'string', description: 'In PEM'},
        },
        run: async (call) => {
          // An empty text is as good as none
          const serialNumber = textField(call.fields, 'serial_number') || undefined
          const certificate = textField(call.fields, 'certificate') || undefined
          const name = credentialNameOf({serialNumber, certificate})
          await ofRole(call, name)
          await revokeCredential(call.store, name, call.now)
          return {}
        },
      },
    },
  },
]

/** Of this role and not revoked: Vault forgets the others. @throws ApiFailure 404 */
async function ofRole(call: Call, name: Parameters<typeof showCredential>[1]) {
  const {scope, role} = nameOf(call)
  const found = await showCredential(call.store, name, call.now).catch((error: unknown) => {
    if (error instanceof AdministrationError) return undefined
    throw error
  })
  if (found?.scope !== scope || found.role !== role || found.status === 'revoked') throw notFound()
  return found
}
