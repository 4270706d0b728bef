import type {Channel} from '../../../transport/connection.ts'

/** What came back, and in which pieces where that is known. */
export interface LineAnswer {
  readonly bytes: Uint8Array
  readonly pieces?: readonly number[] | undefined
}

/** A connection to the server that is tried. */
export interface Line extends AsyncDisposable {
  /** Rejects with a KmipctlError, or with the reason of the signal. */
  exchange(request: Uint8Array, signal: AbortSignal | undefined): Promise<LineAnswer>
}

/** Opens a connection by the transport of a product. Rejects with a TransportError. */
export type OpenLine = (transport: 'tls' | 'https', signal: AbortSignal | undefined) => Promise<Line>

/** The sizes of what TLS delivers, as it does. */
export type OnChunk = (bytes: number) => void

export interface LineOptions {
  readonly timeoutMs?: number | undefined
}

/** A connection over TLS, which tells the pieces in which answers come. */
export async function tlsLine(
  open: (onChunk: OnChunk) => Promise<Channel>,
  {timeoutMs}: LineOptions = {},
): Promise<Line> {
  let pieces: number[] = []
  const channel = await open((bytes) => pieces.push(bytes))
  return {
    async exchange(request, signal) {
      pieces = []
      const bytes = await channel.exchange(request, {signal, timeoutMs})
      return {bytes, pieces}
    },
    [Symbol.asyncDispose]: () => channel[Symbol.asyncDispose](),
  }
}
