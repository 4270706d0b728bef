import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {systemAuthorities} from '../../../src/config/system-authorities.ts'
import {fakeEnvironment} from '../../support/environment.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {tlsFixture, tlsFixturePath} from '../../support/tls-fixtures.ts'

describe('the authorities of the system', () => {
  const file = tlsFixturePath('ca.pem')

  it('are those of SSL_CERT_FILE where it is set', async () => {
    expect(await systemAuthorities(fakeEnvironment({SSL_CERT_FILE: file}))).toEqual([tlsFixture('ca.pem')])
    const missing = fakeEnvironment({SSL_CERT_FILE: '/nowhere/ca.pem'})
    await expect(systemAuthorities(missing)).rejects.toThrow('File /nowhere/ca.pem of SSL_CERT_FILE cannot be read')
  })

  it('are joined by those that Node is given, if these can be read', async () => {
    await using folder = await temporaryFolder()
    const none = join(folder.path, 'none.pem')
    await writeFile(none, 'no certificate')
    const withExtra = (NODE_EXTRA_CA_CERTS: string) =>
      systemAuthorities(fakeEnvironment({SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS}))
    expect(await withExtra(tlsFixturePath('other-ca.pem'))).toEqual([tlsFixture('ca.pem'), tlsFixture('other-ca.pem')])
    expect(await withExtra(none)).toHaveLength(1)
    expect(await withExtra('/nowhere/extra.pem')).toHaveLength(1)
  })
})
