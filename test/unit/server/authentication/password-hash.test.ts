import {describe, expect, it} from 'vitest'
import {hashPassword, isPasswordOf} from '../../../../src/server/authentication/password-hash.ts'

describe('A hashed password', () => {
  it('is known again, and no other passes for it', async () => {
    const hash = await hashPassword('pass\u0000word é')
    expect(await isPasswordOf(hash, 'pass\u0000word é')).toBe(true)
    for (const other of ['', 'pass', 'pass\u0000word e', 'PASS\u0000WORD É']) {
      expect(await isPasswordOf(hash, other)).toBe(false)
    }
  })

  it('is another one each time, and does not tell the password', async () => {
    const [one, two] = [await hashPassword('password'), await hashPassword('password')]
    expect(one).not.toBe(two)
    expect(one).toMatch(/^scrypt\$16384\$8\$1\$/)
    expect(one).not.toContain('password')
  })

  // RFC 7914 section 12, the third vector, cut to its first 32 bytes: scrypt fills its output from the front
  it('is the scrypt of RFC 7914', async () => {
    const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex')
    const stored = `scrypt$16384$8$1$${Buffer.from('SodiumChloride').toString('base64')}$${hash.toString('base64')}`
    expect(await isPasswordOf(stored, 'pleaseletmein')).toBe(true)
  })

  it.each(['', 'plain', 'md5$1$2$3$4$5', 'scrypt$16384$8$1$c2FsdA==$aGFzaA=='])(
    'is none of the form %j',
    async (text) => {
      expect(await isPasswordOf(text, 'plain')).toBe(false)
    },
  )
})
