import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {operations} from '../../../../src/kmip/operations/index.ts'
import {Operation as OperationEnumeration} from '../../../../src/kmip/spec/enumerations.ts'
import {inRange} from '../../../../src/kmip/spec/version.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {createActiveKey, opaque, register, secret} from '../../../support/managed-objects.ts'
import {randomPayload} from '../../../support/random-requests.ts'
import {requestNode} from '../../../support/request-node.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

/** Making these takes seconds, whatever else is in the request. */
const slow = new Set(['CreateKeyPair', 'ReKeyKeyPair'])

describe.each(['1.0', '1.4', '2.0', '2.1'] as const)('A random request at %s', (version) => {
  const known = Object.values(operations).filter(({range, name}) => inRange(range, version) && !slow.has(name))

  it.each(known.map((operation) => [operation.name, operation] as const))(
    'of %s is answered in a form that clients can read, and breaks nothing',
    async (name, operation) => {
      const t = await createTestEngine({interop: true})
      const identifiers = [await createActiveKey(t), await register(t, secret('s')), await register(t, opaque('o'))]
      const code = OperationEnumeration.valueOf(name) ?? 0
      await fc.assert(
        fc.asyncProperty(randomPayload(operation, {version, identifiers}), async (payload) => {
          const answer = await t.send(requestNode({operation: code, payload: itemsIn(payload), version}))
          expect(answer.type).toBe(ItemType.Structure)
          expect(t.internalErrors).toEqual([])
        }),
        {numRuns: 30},
      )
    },
  )
})

function itemsIn(payload: TtlvNode): readonly TtlvNode[] {
  return payload.type === ItemType.Structure ? payload.value : []
}
