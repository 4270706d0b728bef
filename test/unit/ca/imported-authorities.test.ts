import {describe, expect, it} from 'vitest'
import {createRoot} from '../../../src/ca/authority.ts'
import {generateClientCredential} from '../../../src/ca/client-certificate.ts'
import {readImportedAuthorities} from '../../../src/ca/imported-authorities.ts'
import {UsageError} from '../../../src/errors.ts'
import {day, p256} from './authorities.ts'
import {fixture} from './fixture.ts'

const now = new Date('2030-01-01T00:00:00Z')
const authority = () => createRoot({commonName: 'partner', key: p256, lifetimeSeconds: day, now})
const read = (pem: string) => readImportedAuthorities(pem, now)

describe('readImportedAuthorities', () => {
  it('takes authorities, several in one text, and passes over what else is there', async () => {
    const [one, two] = [await authority(), await authority()]
    const text = `# partner\n${one.certificatePem}\n${one.privateKeyPem}\n${two.certificatePem}`
    expect(read(text).map(String)).toEqual([one, two].map(({certificatePem}) => `${certificatePem.trim()}\n`))
  })

  it('takes no more than 50 certificates', async () => {
    const {certificatePem} = await authority()
    expect(read(certificatePem.repeat(50))).toHaveLength(50)
    expect(() => read(certificatePem.repeat(51))).toThrow('The text holds 51 certificates, more than 50')
  })

  it('takes an authority with an Ed25519 key', () => {
    expect(read(fixture('authority-ed25519.pem').toString())).toHaveLength(1)
  })

  it.each([
    ['authority-sha1.pem', 'The certificate CN=authority-sha1 is signed with SHA-1, which can be forged'],
    ['authority-rsa1024.pem', 'The certificate CN=authority-rsa1024 has a weak key: rsa 1024'],
    ['authority-p224.pem', 'The certificate CN=authority-p224 has a weak key: P-224'],
    ['authority-secp256k1.pem', 'The certificate CN=authority-secp256k1 has a weak key: secp256k1'],
    ['authority-dsa.pem', 'The certificate CN=authority-dsa has a weak key: dsa'],
    ['authority-no-cert-sign.pem', 'The certificate CN=no-cert-sign is not that of a certificate authority'],
  ])('refuses %s', (name, message) => {
    expect(() => read(fixture(name).toString())).toThrow(message)
  })

  it('refuses the certificate of a client, also behind that of an authority', async () => {
    const root = await authority()
    const subject = {organizationalUnit: 'finance', commonName: 'app'}
    const client = await generateClientCredential(root, {subject, key: p256, lifetimeSeconds: day, now})
    expect(() => read(root.certificatePem + client.certificatePem)).toThrow(
      'The certificate OU=finance, CN=app is not that of a certificate authority',
    )
  })

  it('refuses an authority that has expired', async () => {
    const {certificatePem} = await authority()
    const end = new Date(now.getTime() + day * 1000)
    expect(readImportedAuthorities(certificatePem, new Date(end.getTime() - 1000))).toHaveLength(1)
    expect(() => readImportedAuthorities(certificatePem, end)).toThrow('expired on 2030-01-02T00:00:00.000Z')
  })

  it.each(['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(UsageError)
  })
})
