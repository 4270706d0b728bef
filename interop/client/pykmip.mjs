// Every operation that the server of PyKMIP has, by kmipctl's client, at several versions.
import {spawn} from 'node:child_process'
import {connect, createServer} from 'node:net'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {pythonWith} from '../../scripts/interop/python.mjs'
import {conversation} from './conversation.mjs'

const versions = ['1.0', '1.2', '1.4', '2.0']

export async function againstPykmip({workDirectory, files, check}) {
  const python = pythonWith(workDirectory, 'pykmip', join(import.meta.dirname, '..', 'pykmip', 'requirements.txt'))
  const {child, port} = await startServer(python, files)
  try {
    const {cert, key, ca} = files.client
    // The certificate of its server is one that kmipctl makes for clients, and it speaks no TLS 1.3
    const connection = ['--server', `127.0.0.1:${port}`, '--cert', cert, '--key', key, '--ca', ca]
    connection.push('--insecure', '--tls-max-version', '1.2')
    for (const version of versions) {
      await converse({...conversation({peer: 'PyKMIP server', version, connection, check}), files})
    }
    const auto = conversation({peer: 'PyKMIP server', version: 'auto', connection, check})
    await auto.does('settles on a version', ['query'], ({operation}) => operation.includes('Create'))
  } finally {
    // It has a process of its own besides, which would outlive it
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
}

async function converse(talk) {
  const {does, version} = talk
  const has = (since) => version >= since
  await does(
    'query',
    ['query'],
    ({operation, vendorIdentification}) => operation.includes('Locate') && vendorIdentification.startsWith('PyKMIP'),
  )
  if (has('1.1')) {
    await does('discover-versions', ['discover-versions'], ({protocolVersion}) => protocolVersion.length === 6)
  }
  await symmetricKey(talk)
  await keyPair(talk)
  await registered(talk)
}

async function symmetricKey({does, isRefused, version}) {
  const name = `aes-${version}`
  const flags = ['--algorithm', 'AES', '--length', '256', '--usage', 'encrypt,decrypt,mac-generate', '--activate']
  const {uniqueIdentifier: id} = await does('create', ['create', '--name', name, ...flags])
  await does('locate', ['locate', '--name', name], ({uniqueIdentifier}) => uniqueIdentifier.join() === id)
  await does(
    'locate of nothing',
    ['locate', '--name', 'nobody'],
    ({uniqueIdentifier = []}) => uniqueIdentifier.length === 0,
  )
  await does('get', ['get', id, '--reveal'], ({object}) => object.value.keyBlock.keyValue.keyMaterial.length === 64)
  await does(
    'get-attributes',
    ['get-attributes', id],
    ({attributes}) =>
      attributes.State === 'Active' && attributes.CryptographicLength === 256 && attributes.Name[0].nameValue === name,
  )
  await does(
    'get-attributes of some',
    ['get-attributes', id, 'State'],
    ({attributes}) => Object.keys(attributes).join() === 'State',
  )
  await does('get-attribute-list', ['get-attribute-list', id], ({attributeReferences}) =>
    attributeReferences.includes('State'),
  )
  if (version >= '1.2') await encrypts({does, id})
  await does('modify-attribute', [
    'modify-attribute',
    id,
    `Name=${name}-b`,
    ...(version < '2.0' ? [] : ['--current', `Name=${name}`]),
  ])
  await does(
    'locate by the new name',
    ['locate', '--name', `${name}-b`],
    ({uniqueIdentifier}) => uniqueIdentifier.join() === id,
  )
  if (version >= '2.0') await newer({does, isRefused})
  await isRefused('destroy of an active key', ['destroy', id, '--yes'], 'PermissionDenied')
  await does(
    'revoke',
    ['revoke', id, '--reason', 'cessation-of-operation', '--yes'],
    (result) => result.uniqueIdentifier === id,
  )
  await does('destroy', ['destroy', id, '--yes'], (result) => result.uniqueIdentifier === id)
  await isRefused('get of what is destroyed', ['get', id], 'ItemNotFound')
}

/** What came with 2.0: of its operations the server has Set Attribute alone, and does not read the others. */
async function newer({does, isRefused}) {
  const {uniqueIdentifier: id} = await does('create in a group', ['create', '--group', 'tried'])
  await does('set-attribute', ['set-attribute', id, 'Sensitive=true'])
  await does('delete-attribute by its value', ['delete-attribute', id, 'Object Group=tried'])
  await does(
    'get-attributes of what was set and deleted',
    ['get-attributes', id, 'Sensitive', 'Object Group'],
    ({attributes}) => attributes.Sensitive === true && attributes.ObjectGroup === undefined,
  )
  await isRefused('log', ['log', 'a message'], 'InvalidMessage')
  await does('destroy of what was tried', ['destroy', id, '--yes'])
}

async function encrypts({does, id}) {
  const cipher = ['--mode', 'CBC', '--padding', 'PKCS5', '--algorithm', 'AES', '--iv-hex', '00'.repeat(16)]
  const {data} = await does(
    'encrypt',
    ['encrypt', id, ...cipher, '--data', 'attack at dawn'],
    (result) => result.data.length === 32,
  )
  await does(
    'decrypt',
    ['decrypt', id, ...cipher, '--data-hex', data, '--reveal'],
    (result) => Buffer.from(result.data, 'hex').toString() === 'attack at dawn',
  )
  const derived = [
    '--method',
    'HMAC',
    '--parameters',
    'SHA-256',
    '--data',
    'context',
    '--algorithm',
    'AES',
    '--length',
    '128',
  ]
  const {uniqueIdentifier: base} = await does('create of a key to derive from', [
    'create',
    '--usage',
    'derive-key',
    '--activate',
  ])
  await does(
    'derive-key',
    ['derive-key', base, ...derived, '--usage', 'encrypt'],
    (result) => result.uniqueIdentifier !== base,
  )
  await does(
    'mac',
    ['mac', id, '--algorithm', 'HMAC-SHA256', '--data', 'text'],
    (result) => result.macData.length === 64,
  )
}

async function keyPair({does, version}) {
  const usages = ['--private-usage', 'sign', '--public-usage', 'verify', '--activate']
  const pair = await does('create-key-pair', ['create-key-pair', '--algorithm', 'RSA', '--length', '2048', ...usages])
  const {privateKeyUniqueIdentifier: own, publicKeyUniqueIdentifier: open} = pair
  await does('get of a public key', ['get', open], ({object}) => object.type === 'PublicKey')
  if (version < '1.2') return
  const how = ['--algorithm', 'RSA', '--hash', 'SHA-256', '--padding', 'PKCS1-v1.5', '--data', 'text']
  const {signatureData} = await does('sign', ['sign', own, ...how], (result) => result.signatureData.length === 512)
  const verify = ['signature-verify', open, ...how, '--signature-hex', signatureData]
  await does('signature-verify', verify, ({validityIndicator}) => validityIndicator === 'Valid')
}

async function registered({does, version, files}) {
  const register = async (type, ...flags) => {
    const name = `${type}-${version}`
    const {uniqueIdentifier: id} = await does(`register of a ${type} key`, [
      'register',
      '--type',
      type,
      '--name',
      name,
      ...flags,
    ])
    return id
  }
  const key = await register('symmetric', '--algorithm', 'AES', '--file', files.raw)
  await does(
    'get of a registered key',
    ['get', key, '--reveal'],
    ({object}) => object.value.keyBlock.keyValue.keyMaterial === '00112233445566778899aabbccddeeff',
  )
  await does('activate', ['activate', key], (result) => result.uniqueIdentifier === key)
  await register('private', '--file', files.privateKey)
  await register('public', '--file', files.publicKey)
  await register('secret', '--data', 'open sesame')
  await does('locate by type', ['locate', '--type', 'secret-data'], ({uniqueIdentifier}) => uniqueIdentifier.length > 0)
}

async function startServer(python, {directory, server}) {
  const port = await freePort()
  const settings = {...server, port, directory: join(directory, 'server')}
  const script = join(import.meta.dirname, '..', '..', 'bench', 'pykmip_server.py')
  const child = spawn(python, [script, JSON.stringify(settings)], {stdio: 'ignore', detached: true})
  const deadline = Date.now() + 60_000
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('The server of PyKMIP did not become ready')
    await sleep(100)
  }
  return {child, port}
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect({host: '127.0.0.1', port}, () => resolve(true))
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })
}
