import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {KmipctlError} from '../../../src/errors.ts'
import {readKeyFile} from '../../../src/keyfile/read-key-file.ts'
import {keyFile} from '../../support/key-files.ts'

const names = ['rsa.pem', 'ec.pem', 'dsa.der', 'leaf.pem', 'no-password.p12', 'pgp-public.gpg', 'ec-pbes2.pem']
const files = await Promise.all(names.map(keyFile))

async function isAnswered(bytes: Uint8Array): Promise<void> {
  try {
    await readKeyFile(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(KmipctlError)
  }
}

describe('readKeyFile of anything', () => {
  it('answers or throws an error of ours for files with changed bytes', async () => {
    const change = fc.tuple(fc.nat(4000), fc.integer({min: 0, max: 255}))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, {minLength: 1, maxLength: 4}),
        async (file, changes) => {
          const bytes = Uint8Array.from(file)
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          await isAnswered(bytes)
        },
      ),
      {numRuns: 300},
    )
  })

  it('answers or throws an error of ours for PEM around changed DER, and for JSON', async () => {
    const label = fc.constantFrom('PRIVATE KEY', 'EC PRIVATE KEY', 'RSA PRIVATE KEY', 'PUBLIC KEY', 'CERTIFICATE')
    await fc.assert(
      fc.asyncProperty(label, fc.uint8Array({maxLength: 80}), async (name, der) => {
        const body = Buffer.from(der).toString('base64')
        await isAnswered(Buffer.from(`-----BEGIN ${name}-----\n${body}\n-----END ${name}-----\n`))
      }),
      {numRuns: 200},
    )
    const member = fc.oneof(fc.base64String({maxLength: 60}), fc.constantFrom('P-256', 'Ed25519', ''), fc.integer())
    const jwk = fc.record(
      {
        kty: fc.constantFrom('oct', 'EC', 'RSA', 'OKP'),
        crv: member,
        x: member,
        y: member,
        d: member,
        k: member,
        n: member,
        e: member,
        kid: member,
      },
      {requiredKeys: ['kty']},
    )
    await fc.assert(
      fc.asyncProperty(jwk, (value) => isAnswered(Buffer.from(JSON.stringify({keys: [value]})))),
      {numRuns: 300},
    )
  })

  it('takes random bytes for bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({minLength: 16, maxLength: 64}), (bytes) => isAnswered(bytes)),
      {numRuns: 300},
    )
  })
})
