import type {KmipClient} from '../../client/kmip-client.ts'
import {OperationFailedError} from '../../client/operation-failed-error.ts'
import {UsageError} from '../../errors.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {GetAttributes} from '../../kmip/operations/get-attributes.ts'
import {Locate} from '../../kmip/operations/locate.ts'
import {ObjectType, State} from '../../kmip/spec/enumerations.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import type {Choice, Prompts} from '../prompts/prompts.ts'

/** More than anybody chooses from; the newest come first on most servers. */
const mostObjects = 50

/** Requests under way; more would be a burden to small servers. */
const atOnce = 8

const other = ''

export interface ObjectQuestion {
  readonly prompts: Prompts
  readonly signal: AbortSignal | undefined
  /** Shows that the server is waited for. */
  readonly waiting: <T>(work: () => Promise<T>) => Promise<T>
}

/** The unique identifier of an object that somebody chooses by its name, type and state, or types. */
export async function askObject(client: KmipClient, {prompts, signal, waiting}: ObjectQuestion): Promise<string> {
  const choices = await waiting(() => objectChoices(client, signal))
  const last = {name: 'Another one', value: other, description: 'Type its unique identifier'}
  const question = {setting: 'ID', message: 'Object'}
  const chosen = choices.length === 0 ? other : await prompts.select({...question, choices: [...choices, last]})
  return chosen === other ? prompts.text({setting: 'ID', message: 'Unique identifier', check: notEmpty}) : chosen
}

/** None where the client may not look. */
async function objectChoices(client: KmipClient, signal: AbortSignal | undefined): Promise<Choice<string>[]> {
  const identifiers = await unlessRefused([], async () => {
    const {uniqueIdentifier = []} = await client.call(Locate, {maximumItems: mostObjects}, {signal})
    return uniqueIdentifier
  })
  const choices: Choice<string>[] = []
  for (let first = 0; first < Math.min(identifiers.length, mostObjects); first += atOnce) {
    const some = identifiers.slice(first, Math.min(first + atOnce, mostObjects))
    choices.push(...(await Promise.all(some.map((identifier) => choiceOf(client, identifier, signal)))))
  }
  return choices
}

async function choiceOf(client: KmipClient, value: string, signal: AbortSignal | undefined): Promise<Choice<string>> {
  const facts = await unlessRefused(undefined, async () => {
    const request = {uniqueIdentifier: value, attributeReferences: ['Name', 'ObjectType', 'State'] as const}
    const {attributes} = await client.call(GetAttributes, request, {signal})
    return attributes === undefined ? undefined : factsOf(attributes)
  })
  const identifier = escapeText(value)
  return facts === undefined || facts === ''
    ? {name: identifier, value}
    : {name: facts, value, description: `Unique identifier ${identifier}`}
}

/** `payroll, Symmetric Key, Active`. */
function factsOf(attributes: AttributeSet): string {
  const names = attributes.all('Name').map(({nameValue}) => nameValue)
  const [type] = attributes.all('ObjectType')
  const [state] = attributes.all('State')
  const words = [
    names.length === 0 ? 'without a name' : names.join(', '),
    type === undefined ? undefined : (ObjectType.specName(String(type)) ?? String(type)),
    state === undefined ? undefined : (State.specName(String(state)) ?? String(state)),
  ]
  return escapeText(words.filter((word) => word !== undefined).join(', '))
}

async function unlessRefused<T>(instead: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OperationFailedError) return instead
    throw error
  }
}

function notEmpty(answer: string): void {
  if (answer.trim() === '') throw new UsageError('Type at least one character')
}
