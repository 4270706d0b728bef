import {UsageError} from '../errors.ts'
import type {EnumerationTable, EnumValue} from '../kmip/spec/enumeration.ts'
import {
  BlockCipherMode,
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  HashingAlgorithm,
  KeyRoleType,
  PaddingMethod,
} from '../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../kmip/structures/cryptographic-parameters.ts'
import {parseInteger} from './number-value.ts'
import {bareWord, findNamed} from './word.ts'

type Part = Partial<CryptographicParameters>

/** A word belongs to the first of these that knows it. */
const wordForms: readonly ((word: string) => Part | undefined)[] = [
  part(BlockCipherMode, (blockCipherMode) => ({blockCipherMode})),
  part(PaddingMethod, (paddingMethod) => ({paddingMethod})),
  part(HashingAlgorithm, (hashingAlgorithm) => ({hashingAlgorithm})),
  part(CryptographicAlgorithm, (cryptographicAlgorithm) => ({cryptographicAlgorithm})),
  part(DigitalSignatureAlgorithm, (digitalSignatureAlgorithm) => ({digitalSignatureAlgorithm})),
  part(KeyRoleType, (keyRoleType) => ({keyRoleType})),
]

const numberFields = [
  'ivLength',
  'tagLength',
  'fixedFieldLength',
  'invocationFieldLength',
  'counterLength',
  'initialCounterValue',
  'saltLength',
  'trailerField',
] as const

/**
 * Words between slashes, in any order, and numbers by name: `CBC/PKCS5/AES`, `GCM/tag-length=16/random-iv`.
 *
 * @throws UsageError naming the flag and the word
 */
export function parseCryptographicParameters(text: string, setting: string): CryptographicParameters {
  return text
    .split('/')
    .reduce<CryptographicParameters>((parameters, word) => ({...parameters, ...readWord(word, setting)}), {})
}

function readWord(word: string, setting: string): Part {
  const [name = '', number] = word.split('=', 2)
  if (number !== undefined) return {[numberField(name, setting)]: parseInteger(number, setting)}
  if (bareWord(word) === 'randomiv') return {randomIV: true}
  for (const form of wordForms) {
    const found = form(word)
    if (found !== undefined) return found
  }
  throw new UsageError(`${setting} does not know ${JSON.stringify(word)}`, {
    hint: 'Write block cipher mode, padding, hash and algorithm between slashes, such as CBC/PKCS5/AES',
  })
}

function numberField(name: string, setting: string): (typeof numberFields)[number] {
  const found = numberFields.find((field) => bareWord(field) === bareWord(name))
  if (found !== undefined) return found
  throw new UsageError(`${setting} does not know ${JSON.stringify(name)}`, {
    hint: `Use one of ${numberFields.map(kebab).join(', ')}`,
  })
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function part<Name extends string>(
  table: EnumerationTable<Name>,
  make: (value: EnumValue<EnumerationTable<Name>>) => Part,
): (word: string) => Part | undefined {
  return (word) => {
    const found = findNamed(word, table.entries)
    return found === undefined ? undefined : make(found.name)
  }
}
