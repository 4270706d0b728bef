import type {OperationContext} from '../context.ts'
import {spendUsage, type Use} from '../lifecycle/usage.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** How much of an operation one request is. */
export interface Spending {
  /** Of the data in this request. */
  readonly byteCount: number
  /** A limit on operations counts one in several requests once, a limit on bytes each part. True when absent. */
  readonly first?: boolean
}

/** Takes what a request uses from the key's Usage Limits and saves the key. KMIP 1.4 section 3.21. */
export async function spend(
  context: OperationContext,
  object: ServerObject,
  use: Use,
  {byteCount, first = true}: Spending,
): Promise<void> {
  const countsBytes = object.attributes.get('UsageLimits')?.usageLimitsUnit === 'Byte'
  if (!first && !countsBytes) return
  if (spendUsage(object, use, byteCount)) await context.objects.save(object)
}
