import {KmipctlError} from '../../../errors.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'
import {id, revocation} from '../draft/payloads.ts'
import {Values} from '../draft/values.ts'
import {part, type StepItem} from '../product.ts'
import {batchItems, succeeded} from '../rules/parts.ts'
import type {Line} from './line.ts'
import {productRequest, type RequestContext} from './request.ts'

/** Destroys objects, revokes them first where that is needed, and resolves with those that the server keeps. */
export async function destroyObjects(
  open: () => Promise<Line>,
  identifiers: readonly string[],
  context: Omit<RequestContext, 'values'>,
): Promise<string[]> {
  const left: string[] = []
  if (identifiers.length === 0) return left
  try {
    await using line = await open()
    for (const identifier of identifiers.toReversed()) {
      const values = new Values({left: identifier})
      const send = async (item: StepItem) => {
        const request = productRequest([item], {...context, values})
        return isSuccess((await line.exchange(writeBinary(request), undefined)).bytes)
      }
      if (await send(destroy)) continue
      await send(revoke)
      if (!(await send(destroy))) left.push(identifier)
    }
    return left
  } catch (error) {
    // The conversation has told already what is wrong with the connection
    if (!(error instanceof KmipctlError)) throw error
    return [...identifiers]
  }
}

const destroy = part('Destroy', [id('left')])
const revoke = part('Revoke', [id('left'), revocation('CessationOfOperation')])

function isSuccess(bytes: Uint8Array): boolean {
  const [item] = batchItems(readBinary(bytes))
  return item !== undefined && succeeded(item)
}
