import type {Socket} from 'node:net'
import {PassThrough} from 'node:stream'
import fc from 'fast-check'
import {expect, it} from 'vitest'
import {ListMethodSocket} from '../../../../src/vault-api/http/list-method.ts'

/** What a parser behind it reads of the pieces of one request. */
async function parsed(pieces: readonly Uint8Array[]): Promise<string> {
  const wire = new PassThrough({autoDestroy: false})
  const socket = new ListMethodSocket(wire as unknown as Socket)
  for (const piece of pieces) wire.write(piece)
  wire.end()
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

function cut(text: string, cuts: readonly number[]): readonly Uint8Array[] {
  const bytes = Buffer.from(text, 'latin1')
  const places = [0, ...cuts.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}

const cuts = fc.array(fc.nat(), {maxLength: 12})
const rest = fc.string({unit: fc.constantFrom('LIST ', 'LOCK ', 'L', 'I', 'S', 'T', ' ', '\r\n', '\0', 'é')})

it('LIST at the beginning becomes the stand-in, in whatever pieces it comes, and nothing else changes', async () => {
  await fc.assert(
    fc.asyncProperty(rest, cuts, async (after, places) => {
      expect(await parsed(cut(`LIST ${after}`, places))).toBe(`LOCK ${after}`)
    }),
  )
})

it('a request with another method passes as it is, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET /', 'LISTS ', 'LIS', 'list ', 'POST /x HTTP/1.1\r\n\r\nLIST ', '\nLIST ', ''),
      rest.filter((text) => !text.startsWith('T ')),
      cuts,
      async (before, after, places) => {
        expect(await parsed(cut(before + after, places))).toBe(
          (before + after).startsWith('LIST ') ? (before + after).replace('LIST ', 'LOCK ') : before + after,
        )
      },
    ),
  )
})

it('the next request is told by what the server says, not by the bytes', async () => {
  const wire = new PassThrough({autoDestroy: false})
  const socket = new ListMethodSocket(wire as unknown as Socket)
  const seen: string[] = []
  socket.on('data', (chunk: Buffer) => seen.push(chunk.toString()))
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  wire.write('POST ')
  await turn()
  wire.write('LIST ')
  await turn()
  socket.expectRequest()
  wire.write('LIST ')
  await turn()
  socket.destroy()
  expect(seen.join('')).toBe('POST LIST LOCK ')
})
