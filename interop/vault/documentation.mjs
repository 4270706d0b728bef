// The commands of Vault's pages about the KMIP engine, in their order: those for the prompt through the calls that `vault` makes,
// those for curl with curl. Names are other ones, and addresses are of this machine; what is answered is looked at.
import {X509Certificate} from 'node:crypto'
import {
  curl,
  expectIn,
  expectSame,
  foreignAuthority,
  freePort,
  refusal,
  serverCertificate,
  signingRequest,
  vault,
} from './ask.mjs'
import {clientApi} from './documentation-client.mjs'

const base = 'kmip/scope/my-service/role/admin'

/** Setup of the engine. */
async function setUp(setting, check) {
  await check('reading the authority before the configuration is an error', async () => {
    expectIn(await refusal(setting, 'read', 'kmip/ca'), 'Code: 400')
  })
  await check('vault secrets enable kmip', async () => {
    expectSame(await vault(setting, 'secrets', 'enable', 'kmip'), 'Success! Enabled the kmip secrets engine at: kmip/')
    expectSame((await vault(setting, 'secrets', 'list'))['kmip/'].type, 'kmip')
  })
  await check('vault write kmip/config listen_addrs=…', async () => {
    expectSame(
      await vault(setting, 'write', 'kmip/config', 'listen_addrs=127.0.0.1:5696,127.0.0.2:9000'),
      'Success! Data written to: kmip/config',
    )
  })
  await check('POST kmip/config with every parameter, GET kmip/config', async () => {
    const payload = {
      listen_addrs: '127.0.0.1:5696,127.0.0.2:9000',
      server_hostnames: 'kmip.example.com,localhost',
      server_ips: '127.0.0.2',
      tls_ca_key_type: 'ec',
      tls_ca_key_bits: 521,
      tls_min_version: 'tls12',
      default_tls_client_key_type: 'ec',
      default_tls_client_key_bits: 256,
      default_tls_client_ttl: 86400,
    }
    expectSame((await curl(setting, 'POST', 'kmip/config', payload)).status, 204)
    const {status, data} = await curl(setting, 'GET', 'kmip/config')
    expectSame(status, 200)
    const want = {
      ...payload,
      listen_addrs: ['127.0.0.1:5696', '127.0.0.2:9000'],
      server_hostnames: ['kmip.example.com', 'localhost'],
      server_ips: ['127.0.0.2'],
    }
    for (const [name, value] of Object.entries(want)) expectSame([name, data[name]], [name, value])
  })
  await check('GET kmip/ca', async () => {
    const {data} = await curl(setting, 'GET', 'kmip/ca')
    const [intermediate, root] = data.ca_pem
      .split(/(?<=-----END CERTIFICATE-----)\s*(?=-)/)
      .map((pem) => new X509Certificate(pem))
    expectSame([intermediate.checkIssued(root), root.checkIssued(root)], [true, true])
  })
}

/** Named authorities. */
async function authorities(setting, check, directory) {
  await check('vault write kmip/ca/my-ca/generate key_type=rsa key_bits=2048 ttl=8760h', async () => {
    const {data} = await vault(setting, 'write', 'kmip/ca/my-ca/generate', 'key_type=rsa', 'key_bits=2048', 'ttl=8760h')
    const {certificate, serial_number: serial} = data
    expectSame(new X509Certificate(certificate).ca, true)
    expectSame(BigInt(`0x${new X509Certificate(certificate).serialNumber}`).toString(), serial)
  })
  const pem = foreignAuthority(directory)
  await check('vault write kmip/ca/my-imported-ca/import ca_pem=@ca.pem scope_name=… role_name=…', async () => {
    const words = [`ca_pem=@${pem}`, 'scope_name=my-service', 'role_name=admin']
    const {data} = await vault(setting, 'write', 'kmip/ca/my-imported-ca/import', ...words)
    expectSame([data.imported, data.scope_name, data.role_name], [true, 'my-service', 'admin'])
  })
  await check('vault list kmip/ca, vault read kmip/ca/my-ca', async () => {
    expectSame((await vault(setting, 'list', 'kmip/ca')).data.keys, ['my-ca', 'my-imported-ca'])
    const {data} = await vault(setting, 'read', 'kmip/ca/my-ca')
    expectSame([data.key_type, data.key_bits, data.imported], ['rsa', 2048, false])
  })
  await check('POST kmip/ca/my-imported-ca with fields', async () => {
    const fields = {scope_field: 'O', role_field: 'UID'}
    expectSame((await curl(setting, 'POST', 'kmip/ca/my-imported-ca', fields)).status, 200)
    const {data} = await curl(setting, 'GET', 'kmip/ca/my-imported-ca')
    expectSame([data.scope_field, data.role_field, data.scope_name], ['O', 'UID', ''])
  })
  await check('a generated authority has no mapping to change', async () => {
    const {status, errors} = await curl(setting, 'POST', 'kmip/ca/my-ca', {scope_field: 'O', role_field: 'UID'})
    expectSame([status, errors.length], [400, 1])
  })
}

/** Named listeners, which are there as soon as they are written. */
async function listeners(setting, check) {
  const port = await freePort()
  await check('vault write kmip/listener/my-listener …', async () => {
    const words = [
      'ca=my-ca',
      `address=127.0.0.1:${port}`,
      'server_hostnames=kmip.example.com',
      'server_ips=127.0.0.3',
      'additional_client_cas=my-imported-ca',
      'tls_min_version=tls12',
    ]
    expectIn(JSON.stringify(await vault(setting, 'write', 'kmip/listener/my-listener', ...words)), 'my-listener')
    const {data} = await vault(setting, 'read', 'kmip/ca/my-ca')
    const shown = await serverCertificate(port, data.certificate)
    expectIn(shown.subjectAltName, 'DNS:kmip.example.com')
    expectIn(shown.subjectAltName, 'IP Address:127.0.0.3')
  })
  await check('vault list kmip/listener, vault read kmip/listener/my-listener', async () => {
    expectSame((await vault(setting, 'list', 'kmip/listener')).data.keys, ['my-listener'])
    const {data} = await vault(setting, 'read', 'kmip/listener/my-listener')
    expectSame(
      [
        data.ca,
        data.address,
        data.additional_client_cas,
        data.also_use_legacy_ca,
        data.tls_min_version,
        data.tls_max_version,
      ],
      ['my-ca', `127.0.0.1:${port}`, ['my-imported-ca'], false, 'tls12', ''],
    )
  })
  await check('an imported authority makes no certificates for listeners, one in use is not deleted', async () => {
    const listener = {ca: 'my-imported-ca', address: `127.0.0.1:${port}`}
    expectSame((await curl(setting, 'POST', 'kmip/listener/other', listener)).status, 400)
    expectSame((await curl(setting, 'DELETE', 'kmip/ca/my-ca')).status, 400)
  })
  await check('vault delete kmip/listener/my-listener', async () => {
    await vault(setting, 'delete', 'kmip/listener/my-listener')
    expectIn(await refusal(setting, 'list', 'kmip/listener'), 'no value found')
  })
}

const operations =
  'activate add_attribute create decrypt destroy discover_versions encrypt get get_attribute_list get_attributes import locate query register rekey revoke'.split(
    ' ',
  )

/** Scopes and roles. */
async function scopesAndRoles(setting, check) {
  await check('vault write -f kmip/scope/my-service', async () => {
    const line = await vault(setting, 'write', '-f', 'kmip/scope/my-service')
    expectSame(line, 'Success! Data written to: kmip/scope/my-service')
  })
  await check('vault write kmip/scope/my-service/role/admin operation_all=true', async () => {
    const line = await vault(setting, 'write', base, 'operation_all=true')
    expectSame(line, `Success! Data written to: ${base}`)
    expectSame((await vault(setting, 'read', base)).data.operation_all, true)
  })
  await check('POST and GET of a role with all operations of the page', async () => {
    const flags = Object.fromEntries(operations.map((operation) => [`operation_${operation}`, true]))
    expectSame((await curl(setting, 'POST', 'kmip/scope/my-service/role/myrole', flags)).status, 204)
    const {data} = await curl(setting, 'GET', 'kmip/scope/my-service/role/myrole')
    const granted = Object.keys(data).filter((name) => name.startsWith('operation_'))
    expectSame(granted.sort(), Object.keys(flags).sort())
  })
  await check('operation_all goes with no other operation', async () => {
    const mixed = {operation_all: true, operation_get: true}
    expectSame((await curl(setting, 'POST', base, mixed)).status, 400)
  })
  await check('LIST kmip/scope and kmip/scope/my-service/role', async () => {
    expectSame((await curl(setting, 'LIST', 'kmip/scope')).data.keys, ['my-service'])
    expectSame((await curl(setting, 'LIST', 'kmip/scope/my-service/role')).data.keys, ['admin', 'myrole'])
    expectSame((await curl(setting, 'GET', 'kmip/scope?list=true')).data.keys, ['my-service'])
  })
  await check('vault write kmip/scope/my-service/role/signed operation_all=true ca=my-ca', async () => {
    await vault(setting, 'write', 'kmip/scope/my-service/role/signed', 'operation_all=true', 'ca=my-ca')
    const {data} = await vault(setting, 'write', '-f', 'kmip/scope/my-service/role/signed/credential/generate')
    const authority = new X509Certificate((await vault(setting, 'read', 'kmip/ca/my-ca')).data.certificate)
    expectSame(new X509Certificate(data.certificate).checkIssued(authority), true)
  })
  await check('DELETE kmip/scope/my-service/role/myrole', async () => {
    for (const role of ['myrole', 'signed']) {
      expectSame((await curl(setting, 'DELETE', `kmip/scope/my-service/role/${role}`)).status, 204)
    }
    expectSame((await curl(setting, 'GET', 'kmip/scope/my-service/role/myrole')).status, 404)
  })
}

/** Credentials, generated and signed. */
async function credentials(setting, check, directory) {
  let generated
  await check('vault write -f …/credential/generate', async () => {
    generated = (await vault(setting, 'write', '-f', `${base}/credential/generate`)).data
    const certificate = new X509Certificate(generated.certificate)
    const [intermediate, root] = generated.ca_chain.map((pem) => new X509Certificate(pem))
    expectSame([certificate.checkIssued(intermediate), intermediate.checkIssued(root)], [true, true])
    expectSame(BigInt(`0x${certificate.serialNumber}`).toString(), generated.serial_number)
    expectIn(generated.private_key, 'PRIVATE KEY')
  })
  await check('…/credential/generate in every format', async () => {
    const forms = {pem: '-----BEGIN CERTIFICATE', pem_bundle: 'PRIVATE KEY', der: 'MII'}
    for (const [format, part] of Object.entries(forms)) {
      const {data} = await vault(setting, 'write', `${base}/credential/generate`, `format=${format}`)
      expectIn(data.certificate, part)
      await vault(setting, 'write', `${base}/credential/revoke`, `serial_number=${data.serial_number}`)
    }
  })
  await check('vault write …/credential/sign csr=…', async () => {
    const csr = signingRequest(directory, 'mine', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'])
    const {data} = await vault(setting, 'write', `${base}/credential/sign`, `csr=@${csr}`)
    expectSame([data.private_key, typeof data.serial_number], [undefined, 'string'])
    await vault(setting, 'write', `${base}/credential/revoke`, `serial_number=${data.serial_number}`)
  })
  await check('a signing request with another kind of key than the role has is refused', async () => {
    const csr = signingRequest(directory, 'other', ['rsa:2048'])
    expectIn(await refusal(setting, 'write', `${base}/credential/sign`, `csr=@${csr}`), 'Code: 400')
  })
  await check('GET …/credential/lookup?serial_number=…', async () => {
    const {status, data} = await curl(
      setting,
      'GET',
      `${base}/credential/lookup?serial_number=${generated.serial_number}`,
    )
    const [one, other] = [data, generated].map(({certificate}) => new X509Certificate(certificate).fingerprint256)
    expectSame([status, one, data.private_key, data.ca_chain.length], [200, other, undefined, 2])
  })
  await check('LIST …/credential', async () => {
    expectSame((await curl(setting, 'LIST', `${base}/credential`)).data.keys, [generated.serial_number])
  })
  await check('POST …/credential/revoke takes exactly one identifier', async () => {
    const {serial_number, certificate} = generated
    expectSame((await curl(setting, 'POST', `${base}/credential/revoke`, {})).status, 400)
    expectSame((await curl(setting, 'POST', `${base}/credential/revoke`, {serial_number, certificate})).status, 400)
    expectSame((await curl(setting, 'POST', `${base}/credential/revoke`, {serial_number})).status, 204)
    expectSame((await curl(setting, 'LIST', `${base}/credential`)).status, 404)
  })
}

/** The end of it all. */
async function cleanUp(setting, check) {
  await check('DELETE kmip/scope/my-service?force=… fails for a scope with objects until it is true', async () => {
    expectSame((await curl(setting, 'DELETE', 'kmip/scope/my-service?force=false')).status, 400)
    await vault(setting, 'delete', 'kmip/scope/my-service', 'force=true')
    expectSame((await curl(setting, 'LIST', 'kmip/scope')).status, 404)
  })
  await check('DELETE kmip/ca/my-ca', async () => {
    for (const name of ['my-ca', 'my-imported-ca']) {
      expectSame((await curl(setting, 'DELETE', `kmip/ca/${name}`)).status, 204)
    }
    expectSame((await curl(setting, 'LIST', 'kmip/ca')).status, 404)
  })
  await check('vault status and vault token lookup', async () => {
    expectSame((await vault(setting, 'status')).sealed, false)
    expectSame((await vault(setting, 'token', 'lookup')).data.policies, ['root'])
  })
}

/** Goes through the pages; every command is a check. */
export async function replayDocumentation({program, env, directory, check}) {
  const setting = {program, env}
  const one = async (name, work) => {
    try {
      await work()
      check(`Vault's documentation: ${name}`, true, '')
    } catch (error) {
      check(
        `Vault's documentation: ${name}`,
        false,
        error instanceof Error ? error.stderr || error.message : String(error),
      )
    }
  }
  await setUp(setting, one)
  await authorities(setting, one, directory)
  await listeners(setting, one)
  await scopesAndRoles(setting, one)
  await credentials(setting, one, directory)
  await clientApi(setting, one, directory)
  await cleanUp(setting, one)
}
