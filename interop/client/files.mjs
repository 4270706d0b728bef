// What both ends of the conversations need.
import {generateKeyPairSync} from 'node:crypto'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {kmipctlOn} from '../../scripts/interop/served.mjs'

/** Credentials for the server and the client of one authority, and keys to register. */
export function makeFiles(directory) {
  mkdirSync(directory, {recursive: true})
  const data = join(directory, 'data')
  kmipctlOn(data, 'scope', 'create', 'peers')
  const credential = (role) => {
    const out = join(directory, role)
    kmipctlOn(data, 'role', 'create', role, '--scope', 'peers', '--all')
    kmipctlOn(data, 'cred', 'generate', '--scope', 'peers', '--role', role, '--out', out)
    return {cert: join(out, 'cert.pem'), key: join(out, 'key.pem'), ca: join(out, 'ca.pem')}
  }
  const pair = generateKeyPairSync('rsa', {modulusLength: 2048})
  const file = (name, contents) => {
    writeFileSync(join(directory, name), contents)
    return join(directory, name)
  }
  return {
    directory,
    server: credential('server'),
    client: credential('client'),
    raw: file('raw.key', Buffer.from('00112233445566778899aabbccddeeff', 'hex')),
    privateKey: file('private.pem', pair.privateKey.export({type: 'pkcs8', format: 'pem'})),
    publicKey: file('public.pem', pair.publicKey.export({type: 'spki', format: 'pem'})),
  }
}
