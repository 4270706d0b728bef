import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {withOptionWords} from '../../../src/library/option-words.ts'

describe('hints of the library', () => {
  it.each([
    ['Pass --key-password-file, or set KMIPCTL_KEY_PASSWORD', 'Pass passphrase'],
    ['Pass --cert, set KMIPCTL_CERT, or save it with kmipctl profile add', 'Pass cert'],
    ['Choose another version with --kmip-version, or auto', 'Choose another version with version, or auto'],
    [
      'Look at the load of the server, or wait longer with --timeout',
      'Look at the load of the server, or wait longer with timeoutMs',
    ],
    [
      'Connect by one of its names, or pass the one to expect with --server-name',
      'Connect by one of its names, or pass the one to expect with serverName',
    ],
    ['Nothing to change', 'Nothing to change'],
  ])('say of %j what options there are', (hint, said) => {
    expect(withOptionWords(new UsageError('Wrong', {hint})).hint).toBe(said)
  })

  it('leave other errors alone', () => {
    const error = new TypeError('x')
    expect(withOptionWords(error)).toBe(error)
    expect(withOptionWords(new UsageError('Wrong')).hint).toBeUndefined()
  })
})
