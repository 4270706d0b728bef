import {describe, expect, it} from 'vitest'
import {ServerInbox} from '../../../../../src/lab/conformance/run/server-inbox.ts'
import {structureNode} from '../../../../../src/ttlv/node.ts'

const request = (tag: number) => ({node: structureNode(tag, []), respond: () => undefined})

describe('ServerInbox', () => {
  it('keeps requests in their order until they are asked for', async () => {
    const inbox = new ServerInbox(1000)
    inbox.put(request(1))
    inbox.put(request(2))
    expect([(await inbox.take())?.node.tag, (await inbox.take())?.node.tag]).toEqual([1, 2])
  })

  it('waits for the next one', async () => {
    const inbox = new ServerInbox(1000)
    const taken = inbox.take()
    inbox.put(request(3))
    expect((await taken)?.node.tag).toBe(3)
  })

  it('does not wait for ever, and keeps what comes later', async () => {
    const inbox = new ServerInbox(10)
    expect(await inbox.take()).toBeUndefined()
    inbox.put(request(4))
    expect((await inbox.take())?.node.tag).toBe(4)
  })
})
