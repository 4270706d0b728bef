import {describe, expect, it} from 'vitest'
import {derivationPurpose, derivePkcs12} from '../../../src/ca/pkcs12-derive.ts'

const parameters = {
  digest: 'sha1',
  purpose: derivationPurpose.key,
  salt: Buffer.alloc(8, 0xff),
  iterations: 2048,
  password: 'sesame',
  length: 24,
} as const

describe('The key derivation of PKCS#12', () => {
  it('gives the key of more than one digest that Go gives (golang.org/x/crypto/pkcs12, pbkdf_test.go)', async () => {
    expect((await derivePkcs12(parameters)).toString('hex')).toBe('7cd9fd3e2b3be7691a44e3bef0f9ea0fb9b897d4e325d9d1')
  })

  it('gives a shorter key as the beginning of a longer one', async () => {
    const long = await derivePkcs12({...parameters, iterations: 3, length: 50})
    expect(await derivePkcs12({...parameters, iterations: 3, length: 7})).toEqual(long.subarray(0, 7))
  })

  it('gives other bytes for each purpose', async () => {
    const purposes = Object.values(derivationPurpose)
    const keys = await Promise.all(purposes.map((purpose) => derivePkcs12({...parameters, iterations: 1, purpose})))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(purposes.length)
  })

  it('takes an empty salt', async () => {
    expect(await derivePkcs12({...parameters, iterations: 1, salt: new Uint8Array(0)})).toHaveLength(24)
  })

  it('lets others have their turn meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await derivePkcs12({...parameters, iterations: 100_000})
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
})
