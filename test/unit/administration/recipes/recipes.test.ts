import {beforeAll, describe, expect, it} from 'vitest'
import {findRecipe, recipes} from '../../../../src/administration/recipes/index.ts'
import {missingOperations} from '../../../../src/administration/recipes/missing-operations.ts'
import {
  layoutNames,
  recipeLayout,
  recipeSettings,
  settingsText,
} from '../../../../src/administration/recipes/recipe-settings.ts'
import type {Recipe} from '../../../../src/administration/recipes/recipe.ts'
import {updateRole} from '../../../../src/administration/roles.ts'
import {generateClientCredential, type IssuedCredential} from '../../../../src/ca/client-certificate.ts'
import {type CredentialPart, credentialParts, encodeParts, isSecretPart} from '../../../../src/ca/credential-parts.ts'
import {loadPkcs12} from '../../../../src/ca/pkcs12.ts'
import {testAuthority} from '../../ca/authorities.ts'
import {now, storeWithRole} from '../fixture.ts'

const written = {folder: '/c', server: 'kms.example.com:5697', scope: 'finance', hasKey: true}
const textOf = (name: string, more: Partial<typeof written> = {}) =>
  settingsText(recipeSettings(findRecipe(name), {...written, ...more}))

/** Parts of whose paths a recipe's settings speak. */
function mentioned(recipe: Recipe): readonly CredentialPart[] {
  const paths = Object.fromEntries(credentialParts.map((part) => [part, `<${part}>`])) as Record<CredentialPart, string>
  const address = {host: 'kms', port: 5697}
  const text = settingsText(recipe.settings({address, scope: 's', folder: '/c', paths}))
  return credentialParts.filter((part) => text.includes(`<${part}>`))
}

describe('every recipe', () => {
  it('has a name of its own, in the order of the list, and other names that nobody else has', () => {
    const names = recipes.map(({name}) => name)
    expect(names).toEqual([...names].sort())
    const all = recipes.flatMap(({name, aliases = []}) => [name, ...aliases])
    expect(new Set(all).size).toBe(all.length)
    for (const name of all) expect(name).toMatch(/^[a-z0-9][a-z0-9_-]+$/)
  })

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))(
    '%s writes the files of which it speaks',
    (_, recipe) => {
      for (const part of mentioned(recipe)) expect(recipe.layout).toHaveProperty(part)
      const names = layoutNames(recipe)
      expect(new Set(names).size).toBe(names.length)
    },
  )

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))('%s shows the server it is for', (name, recipe) => {
    const {title, text} = {title: recipe.product, text: textOf(name)}
    expect(title).not.toBe('')
    expect(text).toContain('kms.example.com')
    for (const note of recipe.notes ?? []) expect(note).not.toMatch(/\.$/)
  })

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))(
    '%s says where the key belongs that lies somewhere else',
    (name, recipe) => {
      const layout = recipeLayout(recipe, {hasKey: false})
      expect(layout.certificate ?? layout.leaf).toBeDefined()
      if (mentioned(recipe).some(isSecretPart)) expect(textOf(name, {hasKey: false})).toContain('/PATH/TO/YOUR/')
    },
  )
})

describe('findRecipe', () => {
  it('takes every name and alias in any case', () => {
    expect(findRecipe('PSMDB').name).toBe('percona')
    expect(findRecipe('vcenter').name).toBe('vsphere')
  })

  it('refuses others and names the nearest', () => {
    expect(() => findRecipe('vspher')).toThrow(expect.objectContaining({code: 'USAGE', hint: 'Did you mean vsphere?'}))
    expect(() => findRecipe('')).toThrow('There is no recipe for ""')
  })
})

describe('settings', () => {
  it("of kmipctl's client are for a shell", () => {
    expect(textOf('kmipctl').split('\n').slice(1)).toEqual([
      'export KMIPCTL_SERVER=kms.example.com:5697',
      'export KMIPCTL_CA=/c/ca.pem',
      'export KMIPCTL_CERT=/c/cert.pem',
      'export KMIPCTL_KEY=/c/key.pem',
    ])
  })

  it('of PyKMIP are its section client', () => {
    const lines = textOf('pykmip').split('\n')
    for (const line of [
      '[client]',
      'host=kms.example.com',
      'port=5697',
      'certfile=/c/cert.pem',
      'keyfile=/c/key.pem',
    ]) {
      expect(lines).toContain(line)
    }
  })

  it('of the servers of MongoDB are in YAML', () => {
    for (const name of ['percona', 'mongodb']) {
      expect(textOf(name).split('\n').slice(4)).toEqual([
        '    serverName: kms.example.com',
        '    port: 5697',
        '    serverCAFile: /c/ca.pem',
        '    clientCertificateFile: /c/bundle.pem',
      ])
    }
  })

  it('of Percona Server for MySQL are in JSON', () => {
    const [, json = ''] = /^# component_keyring_kmip.cnf\n(\{[^}]*\})/.exec(textOf('percona-mysql')) ?? []
    expect(JSON.parse(json)).toEqual({
      server_addr: 'kms.example.com',
      server_port: '5697',
      client_ca: '/c/cert.pem',
      client_key: '/c/key.pem',
      server_ca: '/c/ca.pem',
    })
  })

  it('of MySQL Enterprise name the folder of its files', () => {
    expect(layoutNames(findRecipe('mysql'))).toEqual(['ssl/CA.pem', 'ssl/cert.pem', 'ssl/key.pem'])
    expect(textOf('mysql')).toContain('# /c/okvclient.ora\nSERVER=kms.example.com:5697')
    expect(textOf('mysql')).toContain('keyring_okv_conf_dir=/c')
  })

  it('quote what a shell, YAML, JSON or SQL would read otherwise', () => {
    const folder = "/my files: it's"
    expect(textOf('kmipctl', {folder})).toContain(`KMIPCTL_CA='/my files: it'\\''s/ca.pem'`)
    expect(textOf('percona', {folder})).toContain(`serverCAFile: "/my files: it's/ca.pem"`)
    expect(textOf('pg_tde', {folder})).toContain(`'/my files: it''s/cert.pem',`)
    expect(textOf('rook', {folder})).toContain(`CLIENT_KEY='/my files: it'\\''s/key.pem'`)
  })

  it('write IPv6 addresses as each client does', () => {
    const server = '[::1]:5696'
    expect(textOf('ceph', {server})).toContain('rgw crypt kmip addr = [::1]:5696')
    expect(textOf('percona', {server})).toContain('serverName: "::1"')
  })
})

describe('a recipe for vCenter', () => {
  it('asks for both purposes in the certificate, and an RSA key', () => {
    expect(findRecipe('vsphere')).toMatchObject({serverAuth: true, key: {type: 'rsa'}})
    expect(recipes.filter(({serverAuth}) => serverAuth === true).map(({name}) => name)).toEqual(['vsphere'])
  })
})

describe('missingOperations', () => {
  it('are those that the client asks for and the role does not allow', async () => {
    await using store = await storeWithRole()
    const app = {scope: 'finance', role: 'app'}
    const percona = findRecipe('percona')
    expect(await missingOperations(store, app, percona)).toEqual([])
    await updateRole(store, {...app, operations: ['get', 'register']})
    expect(await missingOperations(store, app, percona)).toEqual(['Activate', 'GetAttributes'])
    await updateRole(store, {...app, operations: ['none']})
    expect(await missingOperations(store, app, percona)).toEqual(['Register', 'Activate', 'Get', 'GetAttributes'])
    expect(await missingOperations(store, app, findRecipe('netapp'))).toEqual([])
    expect(await missingOperations(store, app, undefined)).toEqual([])
  })
})

describe('encodeParts', () => {
  let credential: IssuedCredential
  beforeAll(async () => {
    const {intermediate} = await testAuthority(now)
    const subject = {organizationalUnit: 'a', commonName: 'b'}
    const key = {type: 'ec', bits: 256} as const
    credential = await generateClientCredential(intermediate, {subject, key, lifetimeSeconds: 60, now})
  })
  const everything = Object.fromEntries(credentialParts.map((part) => [part, `${part}.file`]))
  const blocks = (contents: Uint8Array | undefined) =>
    Buffer.from(contents ?? [])
      .toString()
      .match(/(?<=-----BEGIN )[A-Z ]+(?=-----)/g)

  it('writes each part with the blocks that it is made of', async () => {
    const {pkcs12: _, ...layout} = everything
    const files = await encodeParts(credential, layout)
    const [certificate, key] = ['CERTIFICATE', 'PRIVATE KEY']
    expect(Object.fromEntries(files.map(({name, contents}) => [name.replace('.file', ''), blocks(contents)]))).toEqual({
      ca: [certificate, certificate],
      certificate: [certificate, certificate],
      leaf: [certificate],
      issuers: [certificate],
      key: [key],
      bundle: [key, certificate, certificate, certificate],
    })
    expect(files.filter(({secret}) => secret).map(({name}) => name)).toEqual(['key.file', 'bundle.file'])
  })

  it('writes a PKCS#12 file that opens with its password', async () => {
    const [file] = await encodeParts(credential, {pkcs12: 'c.p12'}, {password: 'geheim'})
    const read = await loadPkcs12(file?.contents ?? new Uint8Array(), 'geheim')
    expect(read.certificatePem).toBe(credential.certificatePem)
    expect(file?.secret).toBe(true)
    await expect(encodeParts(credential, {pkcs12: 'c.p12'})).rejects.toMatchObject({code: 'USAGE'})
  })

  it('leaves out what would hold a key that is not at hand', async () => {
    const files = await encodeParts({...credential, privateKeyPem: undefined}, everything)
    expect(files.map(({name}) => name)).toEqual(['ca.file', 'certificate.file', 'leaf.file', 'issuers.file'])
  })
})
