import type {KmipClient} from '../../../client/kmip-client.ts'
import {operationCall} from '../../../client/operation-call.ts'
import {OperationFailedError} from '../../../client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../client/unexpected-response-error.ts'
import type {AttributeKey} from '../../../kmip/attributes/attribute-set.ts'
import {GetAttributes} from '../../../kmip/operations/get-attributes.ts'
import type {ResponseOf} from '../../../kmip/schema/operation.ts'
import {modelJson, type Json} from '../model-json.ts'
import type {LocatedObject} from './attribute-columns.ts'

/** Items of a message: enough to save round trips, few enough for servers with a limit. */
const itemsOfMessage = 20

type Client = Pick<KmipClient, 'batch' | 'call'>
type Options = {readonly signal?: AbortSignal | undefined}

/**
 * Asks for attributes of objects, several in a message where the server takes that. Those of an object that the server
 * refuses are undefined.
 */
export async function fetchAttributes(
  client: Client,
  identifiers: readonly string[],
  keys: readonly AttributeKey[],
  options: Options = {},
): Promise<LocatedObject[]> {
  if (keys.length === 0) return identifiers.map((uniqueIdentifier) => ({uniqueIdentifier, attributes: {}}))
  const objects: LocatedObject[] = []
  let takesBatches = true
  for (let start = 0; start < identifiers.length; start += itemsOfMessage) {
    const some = identifiers.slice(start, start + itemsOfMessage)
    const together: LocatedObject[] | undefined =
      takesBatches && some.length > 1 ? await inOneMessage(client, some, {keys, ...options}) : undefined
    takesBatches = together !== undefined || some.length === 1
    objects.push(...(together ?? (await oneByOne(client, some, {keys, ...options}))))
  }
  return objects
}

interface Asked extends Options {
  readonly keys: readonly AttributeKey[]
}

/** Undefined when the server takes no message of several items. */
async function inOneMessage(
  client: Client,
  identifiers: readonly string[],
  {keys, signal}: Asked,
): Promise<LocatedObject[] | undefined> {
  const calls = identifiers.map((uniqueIdentifier) =>
    operationCall(GetAttributes, {uniqueIdentifier, attributeReferences: keys}),
  )
  try {
    const results = await client.batch(calls, {signal, header: {batchErrorContinuationOption: 'Continue'}})
    // A server that stops at the first failure owes the others
    if (results.some((result) => !result.ok && result.error.code === 'OPERATION_SKIPPED')) return undefined
    return identifiers.map((uniqueIdentifier, index) => {
      const result = results[index]
      return {uniqueIdentifier, attributes: result?.ok === true ? attributesOf(result.response) : undefined}
    })
  } catch (error) {
    if (error instanceof OperationFailedError || error instanceof UnexpectedResponseError) return undefined
    throw error
  }
}

async function oneByOne(
  client: Client,
  identifiers: readonly string[],
  {keys, signal}: Asked,
): Promise<LocatedObject[]> {
  const objects: LocatedObject[] = []
  for (const uniqueIdentifier of identifiers) {
    objects.push({uniqueIdentifier, attributes: await attributesFrom(client, uniqueIdentifier, {keys, signal})})
  }
  return objects
}

async function attributesFrom(
  client: Client,
  uniqueIdentifier: string,
  {keys, signal}: Asked,
): Promise<LocatedObject['attributes']> {
  try {
    return attributesOf(await client.call(GetAttributes, {uniqueIdentifier, attributeReferences: keys}, {signal}))
  } catch (error) {
    if (error instanceof OperationFailedError) return undefined
    throw error
  }
}

function attributesOf({attributes}: ResponseOf<typeof GetAttributes>): {readonly [name: string]: Json} {
  const {attributes: found = null} = modelJson({attributes}, {reveal: false})
  return typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : {}
}
