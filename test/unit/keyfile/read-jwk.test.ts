import {generateKeyPairSync} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {readKeyFile} from '../../../src/keyfile/read-key-file.ts'
import {maskOf} from '../../support/managed-objects.ts'

const read = (value: object) => readKeyFile(Buffer.from(JSON.stringify(value)))

/** RFC 7517 appendix A.1 and A.3. */
const ecPublic = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
}
const wrapping = {kty: 'oct', alg: 'A128KW', k: 'GawgguFyGrWKav7AX4VKUg', kid: 'wrap'}

describe('JSON Web Keys', () => {
  it('are read from a set with their names and uses', async () => {
    const {container, objects} = await read({keys: [{...ecPublic, use: 'enc', kid: '1'}, wrapping]})
    expect(container).toBe('JWK Set')
    expect(objects).toMatchObject([
      {type: 'PublicKey', format: 'X_509', name: '1', usage: maskOf('Encrypt', 'WrapKey')},
      {type: 'SymmetricKey', name: 'wrap', algorithm: 'AES', usage: maskOf('WrapKey', 'UnwrapKey')},
    ])
  })

  it('obey key_ops before alg and use', async () => {
    const {objects} = await read({...wrapping, use: 'sig', key_ops: ['encrypt', 'unknown']})
    expect(objects).toMatchObject([{usage: maskOf('Encrypt')}])
    expect((await read({kty: 'oct', k: 'AAAA'})).objects).toMatchObject([{usage: undefined, algorithm: undefined}])
  })

  it('may leave out the primes of an RSA key', async () => {
    const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 1024})
    const {n, e, d} = privateKey.export({format: 'jwk'})
    const [found] = (await read({kty: 'RSA', n, e, d})).objects
    expect(found !== undefined && 'key' in found && found.key.equals(privateKey)).toBe(true)
  })

  it.each<[string, object, string]>([
    ['a kind that is not known', {kty: 'AKP'}, 'The JWK has the key type "AKP", which is not known here'],
    ['no kind', {keys: [{}]}, 'Key 1 of the JWK Set has no text kty'],
    ['a curve that is not known', {...ecPublic, crv: 'P-255'}, 'The JWK has crv "P-255", which is not known here'],
    ['a point beside its curve', {...ecPublic, y: ecPublic.x}, 'The JWK has members that are no key'],
    ['a coordinate that is too long', {...ecPublic, x: 'A'.repeat(64)}, 'The JWK has x of 48 bytes instead of 32'],
    ['no key', {kty: 'oct'}, 'The JWK has no text k'],
    ['other characters', {kty: 'oct', k: 'a+b/'}, 'The JWK has k not in base64url'],
    [
      'the private number of another key',
      {...ecPublic, d: 'AQ'},
      'The JWK has a private number that belongs to another public key',
    ],
  ])('are refused with %s', async (_, value, message) => {
    await expect(read(value)).rejects.toMatchObject({code: 'USAGE', message})
  })
})
