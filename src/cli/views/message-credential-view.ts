import {createPublicKey} from 'node:crypto'
import type {MessageCredentialDescription} from '../../administration/message-credentials.ts'
import type {Column} from '../output/table.ts'

interface Numbered extends MessageCredentialDescription {
  readonly number: number
}

export const messageCredentialColumns: readonly Column<Numbered>[] = [
  {heading: 'Number', value: ({number}) => number, align: 'right'},
  {heading: 'Type', value: ({type}) => type, paint: (_, {accent}) => accent},
  {heading: 'Fields', value: ({fields}) => Object.entries(fields).map(fieldText).join(', ')},
  {heading: 'Password', value: passwordText},
]

export function numbered(credentials: readonly MessageCredentialDescription[]): readonly Numbered[] {
  return credentials.map((credential, index) => ({...credential, number: index + 1}))
}

function passwordText({hasPassword, isSentHashed, hasOneTimePassword}: Numbered): string {
  if (hasOneTimePassword) return hasPassword ? 'yes, with a one-time password' : 'one-time password'
  if (isSentHashed) return 'yes, also hashed'
  return hasPassword ? 'yes' : 'no'
}

function fieldText([name, value]: [string, string]): string {
  return name === 'publicKey' ? `${createPublicKey(value).asymmetricKeyType} key` : `${name} ${value}`
}
