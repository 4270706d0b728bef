import {type Document, LineCounter, parseDocument} from 'yaml'
import {UsageError} from '../errors.ts'
import type {KmipOptions} from './options.ts'

type OptionType = 'string' | 'number' | 'boolean'

const optionTypes: Readonly<Record<keyof KmipOptions, OptionType>> = {
  serverName: 'string',
  port: 'number',
  serverCAFile: 'string',
  clientCertificateFile: 'string',
  clientCertificatePassword: 'string',
  clientKeyFile: 'string',
  keyIdentifier: 'string',
  rotateMasterKey: 'boolean',
  connectRetries: 'number',
  connectTimeoutMS: 'number',
  activateKeys: 'boolean',
  keyStatePollingSeconds: 'number',
  useLegacyProtocol: 'boolean',
}

/**
 * The options of the section `security.kmip` of a mongod's configuration file.
 *
 * @throws UsageError with line and column for what is not YAML, and for options that cannot stand together
 */
export function readMongodConfiguration(text: string, file: string): KmipOptions {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {lineCounter, prettyErrors: false})
  const [problem] = document.errors
  if (problem !== undefined) {
    const {line, col} = lineCounter.linePos(problem.pos[0])
    throw new UsageError(`${file} is not YAML: ${problem.message} (line ${line}, column ${col})`)
  }
  const security = section(valuesOf(document, file), 'security', file)
  const kmip = section(security, 'kmip', `${file}: security`)
  if (security['enableEncryption'] !== true) {
    throw new UsageError(`${file} has security.kmip without security.enableEncryption: true`, {
      hint: 'mongod would not start; set enableEncryption',
    })
  }
  for (const other of ['encryptionKeyFile', 'vault']) {
    if (security[other] === undefined) continue
    throw new UsageError(`${file} has both security.kmip and security.${other}`, {hint: 'Choose one of them'})
  }
  return Object.fromEntries(Object.entries(kmip).map(([name, value]) => [name, option(name, value, file)]))
}

/** Aliases are resolved only here, where they may turn out to be wrong. */
function valuesOf(document: Document, file: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw new UsageError(`${file} is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`, {cause})
  }
}

function section(value: unknown, name: string, where: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[name] : undefined
  if (isRecord(found)) return found
  throw new UsageError(`${where} has no section ${name}`)
}

function option(name: string, value: unknown, file: string): string | number | boolean {
  const type = Object.hasOwn(optionTypes, name) ? optionTypes[name as keyof KmipOptions] : undefined
  if (type === undefined) {
    throw new UsageError(`${file} has the unknown option security.kmip.${name}`, {
      hint: `There are ${Object.keys(optionTypes).join(', ')}`,
    })
  }
  // Numbers are valid texts: a key may be called 1
  const read = type === 'string' && typeof value === 'number' ? String(value) : value
  if (typeof read === type) return read as string | number | boolean
  throw new UsageError(`${file}: security.kmip.${name} is no ${type}`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
