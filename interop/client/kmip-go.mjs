// Every operation that the server of kmip-go has, by kmipctl's client, at each version that it speaks.
import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {goProgram} from '../../scripts/interop/go.mjs'
import {conversation} from './conversation.mjs'

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4']

export async function againstKmipGo({workDirectory, files, check}) {
  const program = goProgram(workDirectory, join(import.meta.dirname, 'server'), 'kmip-go-server')
  const {cert, key, ca} = files.server
  const child = spawn(program, [cert, key, ca], {stdio: ['ignore', 'pipe', 'ignore']})
  try {
    const [line] = await Promise.race([
      new Promise((resolve) => createInterface({input: child.stdout}).once('line', (text) => resolve([text]))),
      new Promise((_, reject) => child.once('exit', () => reject(new Error('The server of kmip-go did not start')))),
    ])
    const client = files.client
    const connection = ['--server', `127.0.0.1:${JSON.parse(line).port}`, '--cert', client.cert, '--key', client.key]
    // Its certificate is one that kmipctl makes for clients
    connection.push('--ca', client.ca, '--insecure')
    for (const version of versions) {
      await converse({...conversation({peer: 'kmip-go server', version, connection, check}), files})
    }
  } finally {
    child.kill('SIGKILL')
  }
}

async function converse({does, isRefused, version, files}) {
  await does(
    'query',
    ['query'],
    ({operation, vendorIdentification}) => operation.includes('Locate') && vendorIdentification === 'kmip-go',
  )
  if (version >= '1.1')
    await does('discover-versions', ['discover-versions'], ({protocolVersion}) => protocolVersion.length === 5)
  const name = `aes-${version}`
  const {uniqueIdentifier: id} = await does('create', ['create', '--name', name, '--activate'])
  const isAlone = ({uniqueIdentifier}) => uniqueIdentifier.join() === id
  await does('locate', ['locate', '--name', name], isAlone)
  await does('get', ['get', id, '--reveal'], ({object}) => object.value.keyBlock.keyValue.keyMaterial.length === 64)
  await does('get-attributes', ['get-attributes', id], ({attributes}) => attributes.State === 'Active')
  await does('get-attribute-list', ['get-attribute-list', id], ({attributeReferences}) =>
    attributeReferences.includes('State'),
  )
  await attributes({does, id})
  if (version >= '1.4') await encrypts({does, id})
  await does('rekey', ['rekey', id], ({uniqueIdentifier}) => uniqueIdentifier !== id)
  await does('obtain-lease', ['obtain-lease', id], ({leaseTime}) => leaseTime === 3600)
  await does('archive', ['archive', id], ({uniqueIdentifier}) => uniqueIdentifier === id)
  await does('recover', ['recover', id], ({uniqueIdentifier}) => uniqueIdentifier === id)
  await isRefused('destroy of an active key', ['destroy', id, '--yes'], 'PermissionDenied')
  await isRefused('check, which it does not have,', ['check', id], 'OperationNotSupported')
  await does(
    'revoke',
    ['revoke', id, '--reason', 'superseded', '--yes'],
    ({uniqueIdentifier}) => uniqueIdentifier === id,
  )
  await does('destroy', ['destroy', id, '--yes'], ({uniqueIdentifier}) => uniqueIdentifier === id)
  await isRefused('get of what is destroyed', ['get', id], 'ItemNotFound')
  const register = ['register', '--type', 'symmetric', '--algorithm', 'AES', '--file', files.raw]
  const {uniqueIdentifier: key} = await does('register', register)
  await does(
    'get of a registered key',
    ['get', key, '--reveal'],
    ({object}) => object.value.keyBlock.keyValue.keyMaterial === '00112233445566778899aabbccddeeff',
  )
  await does('activate', ['activate', key], ({uniqueIdentifier}) => uniqueIdentifier === key)
}

async function attributes({does, id}) {
  const contact = ({attribute}) => attribute.key === 'ContactInformation'
  await does('add-attribute', ['add-attribute', id, 'Contact Information=me@example.com'], contact)
  await does('modify-attribute', ['modify-attribute', id, 'Contact Information=you@example.com'], contact)
  await does(
    'locate by an attribute',
    ['locate', '--attribute', 'Contact Information=you@example.com'],
    ({uniqueIdentifier}) => uniqueIdentifier.join() === id,
  )
  await does('delete-attribute', ['delete-attribute', id, 'Contact Information'], contact)
}

async function encrypts({does, id}) {
  const cipher = ['--mode', 'GCM', '--iv-hex', '00'.repeat(12), '--tag-length', '16', '--aad', 'header']
  const {data, authenticatedEncryptionTag: tag} = await does('encrypt', [
    'encrypt',
    id,
    ...cipher,
    '--data',
    'attack at dawn',
  ])
  const decrypt = ['decrypt', id, ...cipher, '--data-hex', data, '--tag-hex', tag, '--reveal']
  await does('decrypt', decrypt, (result) => Buffer.from(result.data, 'hex').toString() === 'attack at dawn')
}
