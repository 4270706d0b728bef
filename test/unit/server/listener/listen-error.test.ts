import {describe, expect, it} from 'vitest'
import {listenError} from '../../../../src/server/listener/listen-error.ts'

const errorOf = (code: string) => Object.assign(new Error(`listen ${code}`), {code})

describe('listenError', () => {
  it.each([
    ['EADDRINUSE', 'another program listens there'],
    ['EACCES', 'the system does not allow it'],
    ['EADDRNOTAVAIL', 'the address does not belong to this machine'],
    ['ENOTFOUND', 'the host name is not known'],
  ])('words %s', (code, what) => {
    const error = listenError({host: '::1', port: 5696}, errorOf(code))
    expect(error.message).toBe(`Cannot listen on [::1]:5696: ${what}`)
    expect(error).toMatchObject({stage: 'listen', exitCode: 3, hint: expect.any(String)})
  })

  it('passes on the text of others', () => {
    const error = listenError({host: 'h', port: 1}, errorOf('EMFILE'))
    expect(error.message).toBe('Cannot listen on h:1: listen EMFILE')
  })
})
