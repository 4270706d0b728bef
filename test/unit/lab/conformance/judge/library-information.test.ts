import {describe, expect, it} from 'vitest'
import {bytes, caseOf, enumeration} from '../../../../support/conformance-case.ts'
import {judged, other} from '../../../../support/judged.ts'

const words = (text: string) => Buffer.from(text.padEnd(32)).toString('hex')
const info = ({version = '0228', manufacturer = 'Some Company', flags = '0000000000000000'} = {}) =>
  `${version}${words(manufacturer)}${flags}${words('Library')}0100`

function asked(pkcs11Function: string) {
  return caseOf(
    [
      {operation: 'PKCS_11', payload: enumeration('PKCS_11Function', pkcs11Function)},
      {
        operation: 'PKCS_11',
        payload: `${enumeration('PKCS_11Function', pkcs11Function)}${bytes('PKCS_11OutputParameters', info())}${enumeration('PKCS_11ReturnCode', 'OK')}`,
      },
    ],
    'OWN-1-21',
    '2.1',
  )
}

const answered = (hex: string) => other('PKCS_11OutputParameters', Buffer.from(hex, 'hex'))

describe('The answer to C_GetInfo', () => {
  it('may name another company and other versions', async () => {
    const theirs = info({version: '0300', manufacturer: 'Another Company'})
    expect(await judged(asked('C_GetInfo'), answered(theirs))).toBe('passed')
  })

  it.each([
    ['has other flags', info({flags: '0000000000000001'})],
    ['is shorter', info().slice(2)],
    ['is longer', `${info()}00`],
  ])('is judged where it %s', async (_, received) => {
    expect(await judged(asked('C_GetInfo'), answered(received))).toContain('PKCS_11OutputParameters')
  })

  it('alone is free', async () => {
    const theirs = info({manufacturer: 'Another Company'})
    expect(await judged(asked('C_GetTokenInfo'), answered(theirs))).toContain('PKCS_11OutputParameters')
  })
})
