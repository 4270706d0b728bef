import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {Address} from '../../transport/address.ts'
import {listenError} from '../listener/listen-error.ts'
import type {ReportInternalError} from '../pipeline/result.ts'
import type {Readiness} from './health.ts'

export interface MonitoringServerOptions {
  readonly address: Address
  readonly metrics: {text(): Promise<string>; readonly contentType: string}
  readonly readiness: () => Promise<Readiness>
  readonly report: ReportInternalError
}

/** Far more than anybody needs who scrapes. */
const mostConnections = 100
/** Milliseconds for a request to arrive. */
const requestTime = 10_000

interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers `/metrics`, `/healthz` and `/readyz` in HTTP, to everybody who reaches its address; nothing in it is secret. */
export class MonitoringServer {
  readonly #options: MonitoringServerOptions
  readonly #http: Server

  private constructor(options: MonitoringServerOptions) {
    this.#options = options
    this.#http = createServer({requestTimeout: requestTime, headersTimeout: requestTime})
    this.#http.maxConnections = mostConnections
    this.#http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#answer(request, response)
    })
  }

  /** Fails with a TransportError when the address cannot be had. */
  static async open(options: MonitoringServerOptions): Promise<MonitoringServer> {
    const server = new MonitoringServer(options)
    await server.#listen()
    return server
  }

  /** As bound. */
  get address(): Address {
    const bound = this.#http.address()
    if (bound === null || typeof bound === 'string') throw new TypeError('A TCP listener has an address and a port')
    return {host: bound.address, port: bound.port}
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#http.close(() => resolve())
      this.#http.closeAllConnections()
    })
  }

  #listen(): Promise<void> {
    const {address, report} = this.#options
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(listenError(address, error, '--metrics'))
      this.#http.once('error', fail)
      this.#http.listen(address, () => {
        this.#http.off('error', fail).on('error', report)
        resolve()
      })
    })
  }

  /** Never rejects. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume()
    const {status, type, body, headers} = await this.#page(request)
    const bytes = Buffer.from(body)
    response.writeHead(status, {
      ...headers,
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  async #page({method, url = ''}: IncomingMessage): Promise<Page> {
    const find = this.#pages[url.replace(/\?.*$/s, '')]
    if (find === undefined) return plain(404, 'There is nothing here but /metrics, /healthz and /readyz')
    if (method !== 'GET' && method !== 'HEAD') {
      return {...plain(405, 'Only GET and HEAD are answered here'), headers: {Allow: 'GET, HEAD'}}
    }
    try {
      return await find()
    } catch (error) {
      return plain(500, `Internal error (log ${this.#options.report(error)})`)
    }
  }

  readonly #pages: Readonly<Record<string, () => Promise<Page>>> = Object.assign(Object.create(null), {
    '/metrics': async () => {
      const {metrics} = this.#options
      return {status: 200, type: metrics.contentType, body: await metrics.text()}
    },
    '/healthz': async () => json(200, {status: 'alive'}),
    '/readyz': async () => {
      const readiness = await this.#options.readiness()
      if (readiness.ready) return json(200, {status: 'ready'})
      return json(503, {status: 'unavailable', reason: readiness.reason})
    },
  })
}

function plain(status: number, text: string): Page {
  return {status, type: 'text/plain; charset=utf-8', body: `${text}\n`}
}

function json(status: number, body: Readonly<Record<string, string>>): Page {
  return {status, type: 'application/json', body: `${JSON.stringify(body)}\n`}
}
