// A TLS server that answers every message with the same 200 bytes: what Node itself costs, without KMIP.
import {readFileSync} from 'node:fs'
import {createServer} from 'node:tls'

const [certificate = '', key = '', ca = ''] = process.argv.slice(2)
const answer = Buffer.alloc(200)
answer.writeUInt32BE(0x42007b01, 0)
answer.writeUInt32BE(192, 4)

const server = createServer(
  {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ca: readFileSync(ca),
    requestCert: true,
    rejectUnauthorized: true,
  },
  (socket) => {
    let pending: Buffer = Buffer.alloc(0)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      while (pending.length >= 8 && pending.length >= 8 + pending.readUInt32BE(4)) {
        pending = pending.subarray(8 + pending.readUInt32BE(4))
        socket.write(answer)
      }
    })
  },
)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`)
})
