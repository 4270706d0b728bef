import {type EphemeralOptions, type EphemeralServer, startEphemeralServer} from '../../src/embedded/ephemeral-server.ts'
import {type Line, type OpenLine, tlsLine} from '../../src/lab/simulate/play/line.ts'
import {httpsLine} from '../../src/lab/simulate/play/https-line.ts'
import {createLog} from '../../src/server/log.ts'
import {connect} from '../../src/transport/connect.ts'

export interface SimulationServer extends AsyncDisposable {
  readonly server: EphemeralServer
  readonly open: OpenLine
}

/** A server of this process with HTTPS, and how a simulated product connects to it. */
export async function simulationServer(options: EphemeralOptions = {}): Promise<SimulationServer> {
  const server = await startEphemeralServer({
    ...options,
    httpsListeners: [{host: '127.0.0.1', port: 0}],
    log: createLog({level: 'silent', format: 'json'}),
  })
  const {address, httpsUrl = '', credential} = server
  const {chainPem, certificatePem, privateKeyPem} = credential
  const tls = {ca: chainPem, cert: [certificatePem, ...chainPem].join('\n'), key: privateKeyPem}
  return {
    server,
    async open(transport): Promise<Line> {
      if (transport === 'https') return httpsLine({url: new URL(httpsUrl), tls})
      return tlsLine((onChunk) => connect({address, tls, onChunk}))
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
