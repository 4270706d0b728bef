import {
  type AuthorityDescription,
  deleteAuthority,
  generateAuthority,
  importAuthority,
  listAuthorities,
  type MappingChoice,
  showAuthority,
  updateAuthorityMapping,
} from '../../administration/named-authorities.ts'
import {secondsOf} from '../http/duration.ts'
import {type FieldSchemas, type FieldValues, textField} from '../http/fields.ts'
import {listOutcome, type Route, unless} from './route.ts'

const mappingFields: FieldSchemas = {
  scope_name: {type: 'string', description: 'Scope of all clients of the authority'},
  scope_field: {type: 'string', description: 'Field of the subject that names the scope: CN, O, OU or UID'},
  role_name: {type: 'string', description: 'Role of all clients of the authority'},
  role_field: {type: 'string', description: 'Field of the subject that names the role: CN, O, OU or UID'},
}

/** Vault section 6: named authorities. */
export const authorityRoutes: readonly Route[] = [
  {
    path: 'ca',
    operations: {
      LIST: {
        summary: 'List the named authorities',
        audience: 'administrator',
        fields: {},
        run: async ({store, now}) => {
          const named = (await listAuthorities(store, now)).filter(
            ({kind, supersededBy}) => kind !== 'default' && supersededBy === undefined,
          )
          return listOutcome(named.map(({name}) => name))
        },
      },
    },
  },
  {
    path: 'ca/{name}/generate',
    operations: {
      POST: {
        summary: 'Make an authority that issues for roles and listeners',
        audience: 'administrator',
        fields: {
          key_type: {type: 'string', description: 'rsa or ec', required: true},
          key_bits: {type: 'int', description: '2048, 3072 or 4096 for rsa; 256, 384 or 521 for ec', required: true},
          ttl: {type: 'duration', description: 'Lifetime; 365d by default'},
        },
        run: async ({store, params, fields, now}) => {
          const {name = ''} = params
          const ttlSeconds = secondsOf('ttl', fields['ttl'])
          const made = await generateAuthority(store, {
            name,
            keyType: textField(fields, 'key_type') ?? '',
            keyBits: Number(fields['key_bits']),
            ttlSeconds,
            now,
          })
          return {data: authorityData(made)}
        },
      },
    },
  },
  {
    path: 'ca/{name}/import',
    operations: {
      POST: {
        summary: 'Trust the clients of an authority of somebody else',
        audience: 'administrator',
        fields: {
          ca_pem: {type: 'string', description: 'Certificates in PEM', required: true},
          ...mappingFields,
        },
        run: async ({store, params, fields, now}) => {
          const {name = ''} = params
          const certificatePem = textField(fields, 'ca_pem') ?? ''
          return {
            data: authorityData(await importAuthority(store, {name, certificatePem, mapping: mappingOf(fields), now})),
          }
        },
      },
    },
  },
  {
    path: 'ca/{name}',
    operations: {
      GET: {
        summary: 'Read a named authority',
        audience: 'administrator',
        fields: {},
        run: async ({store, params, now}) => ({
          data: authorityData(await showAuthority(store, params['name'] ?? '', now)),
        }),
      },
      POST: {
        summary: 'Change which scope and role the clients of an imported authority have',
        audience: 'administrator',
        fields: mappingFields,
        run: async ({store, params, fields, now}) => {
          const {name = ''} = params
          // The Terraform provider reads what it has written from the answer
          return {data: authorityData(await updateAuthorityMapping(store, {name, mapping: mappingOf(fields), now}))}
        },
      },
      DELETE: {
        summary: 'Delete a named authority that nobody uses',
        audience: 'administrator',
        fields: {},
        run: async ({store, params, now}) => {
          return unless('NOT_FOUND', deleteAuthority(store, params['name'] ?? '', now))
        },
      },
    },
  },
]

function mappingOf(fields: FieldValues): MappingChoice {
  return {
    scopeName: textField(fields, 'scope_name'),
    scopeField: textField(fields, 'scope_field'),
    roleName: textField(fields, 'role_name'),
    roleField: textField(fields, 'role_field'),
  }
}

function authorityData(authority: AuthorityDescription): Readonly<Record<string, unknown>> {
  const {certificatePem, chainPem, keyType, keyBits, kind, serialNumber, mapping} = authority
  const data = {
    ca_chain: chainPem.map((pem) => pem.trim()),
    certificate: certificatePem.trim(),
    ca_pem: chainPem.map((pem) => pem.trim()).join('\n'),
    key_type: keyType,
    key_bits: keyBits ?? 0,
    imported: kind === 'imported',
    serial_number: serialNumber,
  }
  if (mapping === undefined) return data
  return {
    ...data,
    scope_name: mapping.scopeName ?? '',
    scope_field: mapping.scopeField ?? '',
    role_name: mapping.roleName ?? '',
    role_field: mapping.roleField ?? '',
  }
}
