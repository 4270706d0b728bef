import {connect, type ConnectionOptions, type TLSSocket} from 'node:tls'
import {performance} from 'node:perf_hooks'

export interface Load {
  readonly tls: ConnectionOptions
  readonly connections: number
  /** Measured time, after the warm-up. */
  readonly seconds: number
  readonly warmUpSeconds?: number
  /** The bytes of the next request; called once per request. */
  readonly request: () => Uint8Array
  /** Sees the first answer of each connection; throws when it is not a success. */
  readonly inspect?: (answer: Buffer) => void
}

export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
}

/**
 * A closed loop: every connection sends, waits for the whole answer, sends again. The same code drives every server
 * that is compared, so its own cost is in all figures alike.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({length: load.connections}, () => open(load.tls)))
  let counted = 0
  let counting = false
  let running = true
  const loops = sockets.map((socket) =>
    drive(socket, load, () => {
      if (counting) counted++
      return running
    }),
  )
  await delay((load.warmUpSeconds ?? 1) * 1000)
  counting = true
  const start = performance.now()
  await delay(load.seconds * 1000)
  counting = false
  const elapsed = (performance.now() - start) / 1000
  running = false
  await Promise.all(loops)
  for (const socket of sockets) socket.destroy()
  return {requests: counted, perSecond: counted / elapsed}
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function open(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options, () => {
      socket.setNoDelay(true)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

function drive(socket: TLSSocket, {request, inspect}: Load, answered: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let pending: Buffer = Buffer.alloc(0)
    let inspected = false
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed the connection')))
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      if (pending.length < 8 || pending.length < 8 + pending.readUInt32BE(4)) return
      try {
        if (!inspected) inspect?.(pending)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
        return
      }
      inspected = true
      pending = Buffer.alloc(0)
      if (answered()) socket.write(request())
      else resolve()
    })
    socket.write(request())
  })
}
