import {type ConformanceCase, isReadable, readCase} from '../../src/lab/conformance/cases/conformance-case.ts'

/** A message as XML: the items as they stand in its payload. */
export interface MessageText {
  readonly operation: string
  readonly payload?: string
  /** Of a response; Success when absent. */
  readonly reason?: string
  /** Further items of the header and of the batch item. */
  readonly header?: string
  readonly item?: string
}

/** A case whose requests and responses are given in turns. */
export function caseOf(messages: readonly MessageText[], stem = 'OWN-1-14', version = '1.4'): ConformanceCase {
  const file = readCase(`${stem}.xml`, caseText(messages, version))
  if (!isReadable(file)) throw new Error(file.problem)
  return file
}

export function caseText(messages: readonly MessageText[], version = '1.4'): string {
  return `<KMIP>${messages.map((message, index) => messageText(message, index % 2 === 0, version)).join('')}</KMIP>`
}

function messageText(
  {operation, payload = '', reason, header = '', item = ''}: MessageText,
  isRequest: boolean,
  version: string,
) {
  const kind = isRequest ? 'Request' : 'Response'
  const [major, minor] = version.split('.')
  const status = reason === undefined ? 'Success' : 'OperationFailed'
  const result = isRequest ? '' : enumeration('ResultStatus', status)
  const refusal = reason === undefined ? '' : enumeration('ResultReason', reason) + text('ResultMessage', 'refused')
  const body = reason === undefined ? `<${kind}Payload>${payload}</${kind}Payload>` : ''
  return `<${kind}Message><${kind}Header><ProtocolVersion>${integer('ProtocolVersionMajor', major)}${integer(
    'ProtocolVersionMinor',
    minor,
  )}</ProtocolVersion>${isRequest ? '' : date('TimeStamp', '$NOW')}${header}${integer('BatchCount', 1)}</${kind}Header><BatchItem>${enumeration(
    'Operation',
    operation,
  )}${item}${result}${refusal}${body}</BatchItem></${kind}Message>`
}

export function enumeration(tag: string, value: string): string {
  return `<${tag} type="Enumeration" value="${value}"/>`
}

export function integer(tag: string, value: number | string | undefined): string {
  return `<${tag} type="Integer" value="${value}"/>`
}

export function text(tag: string, value: string): string {
  return `<${tag} type="TextString" value="${value}"/>`
}

export function bytes(tag: string, value: string): string {
  return `<${tag} type="ByteString" value="${value}"/>`
}

export function date(tag: string, value: string): string {
  return `<${tag} type="DateTime" value="${value}"/>`
}

export function attribute(name: string, value: string, index?: number): string {
  const position = index === undefined ? '' : integer('AttributeIndex', index)
  return `<Attribute>${text('AttributeName', name)}${position}${value}</Attribute>`
}

export function identifier(value = '$UNIQUE_IDENTIFIER_0'): string {
  return text('UniqueIdentifier', value)
}

/** A raw AES key. */
export function symmetricKey(material: string): string {
  return `<SymmetricKey><KeyBlock>${enumeration('KeyFormatType', 'Raw')}<KeyValue>${bytes(
    'KeyMaterial',
    material,
  )}</KeyValue></KeyBlock></SymmetricKey>`
}

/** Makes a key with the server's material, `$UNIQUE_IDENTIFIER_0`, from these attributes. */
export function create(attributes = ''): MessageText[] {
  const type = enumeration('ObjectType', 'SymmetricKey')
  return [
    {operation: 'Create', payload: `${type}<TemplateAttribute>${attributes}</TemplateAttribute>`},
    {operation: 'Create', payload: type + identifier()},
  ]
}

/** Registers a key, `$UNIQUE_IDENTIFIER_0`. */
export function register(material: string, attributes = ''): MessageText[] {
  const type = enumeration('ObjectType', 'SymmetricKey')
  return [
    {
      operation: 'Register',
      payload: `${type}<TemplateAttribute>${attributes}</TemplateAttribute>${symmetricKey(material)}`,
    },
    {operation: 'Register', payload: identifier()},
  ]
}
