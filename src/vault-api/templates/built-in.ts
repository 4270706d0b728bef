import {attribute, element, hole, type ItemText, messageText, value} from './message-text.ts'

/** A message with holes for parameters. */
export interface BuiltInTemplate {
  readonly name: string
  /** For people. */
  readonly description: string
  /** Of its batch items, as KMIP spells them in XML. */
  readonly operations: readonly string[]
  readonly text: string
}

const identifier = value('UniqueIdentifier', 'TextString', hole('unique_identifier'))
const attributeName = value('AttributeName', 'TextString', hole('attr_name'))
const namedAttribute = element('Attribute', [
  attributeName,
  value('AttributeValue', hole('attr_type'), hole('attr_value')),
])

const nameAttribute = attribute(
  'Name',
  element('AttributeValue', [
    value('NameValue', 'TextString', hole('name')),
    value('NameType', 'Enumeration', 'UninterpretedTextString'),
  ]),
)

const cipher = [
  element('CryptographicParameters', [
    value('BlockCipherMode', 'Enumeration', hole('block_cipher_mode')),
    value('PaddingMethod', 'Enumeration', hole('padding_method')),
  ]),
  value('Data', 'ByteString', hole('data')),
  value('IVCounterNonce', 'ByteString', hole('iv_counter_nonce')),
]

/** What is done to an object that is known: by its identifier, or because an item before has found it. */
const payloads = {
  AddAttribute: [namedAttribute],
  Decrypt: cipher,
  Destroy: [],
  Encrypt: cipher,
  Get: [],
  GetAttribute: [attributeName],
  GetAttributeList: [],
  GetAttributes: [],
  ModifyAttribute: [namedAttribute],
  Revoke: [element('RevocationReason', [value('RevocationReasonCode', 'Enumeration', hole('revocation_reason_code'))])],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Deed = keyof typeof payloads

/** With the identifier as a parameter. */
function known(deed: Deed): ItemText {
  return {operation: operationOf(deed), payload: [identifier, ...payloads[deed]]}
}

/** Without one: it is the object of the item before. */
function found(deed: Deed): ItemText {
  return {operation: operationOf(deed), payload: payloads[deed]}
}

/** One attribute or all of them are two templates for one operation. */
function operationOf(deed: Deed): string {
  return deed === 'GetAttribute' ? 'GetAttributes' : deed
}

const locateByName: ItemText = {operation: 'Locate', payload: [nameAttribute]}

/** A key that may be used at once: no template activates one. */
const create: ItemText = {
  operation: 'Create',
  payload: [
    value('ObjectType', 'Enumeration', 'SymmetricKey'),
    element('TemplateAttribute', [
      attribute('Cryptographic Algorithm', value('AttributeValue', 'Enumeration', hole('algorithm'))),
      attribute('Cryptographic Length', value('AttributeValue', 'Integer', hole('length'))),
      attribute('Cryptographic Usage Mask', value('AttributeValue', 'Integer', hole('usage_mask'))),
      nameAttribute,
      attribute('Activation Date', value('AttributeValue', 'DateTime', '1970-01-01T00:00:00+00:00')),
    ]),
  ],
}

function template(name: string, description: string, items: readonly ItemText[]): BuiltInTemplate {
  return {name, description, operations: items.map(({operation}) => operation), text: messageText(items)}
}

/** Vault section 7: the templates that Vault has, by their names. */
export const builtInTemplates: readonly BuiltInTemplate[] = [
  template('addattribute', 'Add an attribute', [known('AddAttribute')]),
  template('create', 'Make a symmetric key that may be used at once', [create]),
  template('destroy', 'Destroy an object', [known('Destroy')]),
  template('get', 'Get an object', [known('Get')]),
  template('getattribute', 'Get an attribute by its name', [known('GetAttribute')]),
  template('getattributelist', 'Get the names of the attributes', [known('GetAttributeList')]),
  template('getattributes', 'Get all attributes', [known('GetAttributes')]),
  template('locate', 'Find all objects', [{operation: 'Locate', payload: []}]),
  template('locate_addattribute', 'Find by name, add an attribute', [locateByName, found('AddAttribute')]),
  template('locate_by_name', 'Find by name', [locateByName]),
  template('locate_decrypt', 'Find by name, decrypt', [locateByName, found('Decrypt')]),
  template('locate_encrypt', 'Find by name, encrypt', [locateByName, found('Encrypt')]),
  template('locate_get', 'Find by name, get the object', [locateByName, found('Get')]),
  template('locate_getattribute', 'Find by name, get an attribute', [locateByName, found('GetAttribute')]),
  template('locate_getattributelist', 'Find by name, get the names of the attributes', [
    locateByName,
    found('GetAttributeList'),
  ]),
  template('locate_getattributes', 'Find by name, get all attributes', [locateByName, found('GetAttributes')]),
  template('locate_modifyattribute', 'Find by name, change an attribute', [locateByName, found('ModifyAttribute')]),
  template('locate_revoke', 'Find by name, revoke', [locateByName, found('Revoke')]),
  template('locate_revoke_destroy', 'Find by name, revoke, destroy', [locateByName, found('Revoke'), found('Destroy')]),
  template('modifyattribute', 'Change an attribute', [known('ModifyAttribute')]),
  template('revoke', 'Revoke an object', [known('Revoke')]),
  template('revoke_destroy', 'Revoke an object and destroy it', [known('Revoke'), known('Destroy')]),
]

const byName: ReadonlyMap<string, BuiltInTemplate> = new Map(builtInTemplates.map((one) => [one.name, one]))

/** Undefined for a name that no template has. */
export function builtInTemplate(name: string): BuiltInTemplate | undefined {
  return byName.get(name)
}
