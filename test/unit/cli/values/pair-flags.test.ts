import {describe, expect, it} from 'vitest'
import {pairAttributes} from '../../../../src/cli/values/pair-flags.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'

const now = new Date(0)

describe('Flags of key pairs', () => {
  it('leave sets out that no flag fills', () => {
    expect(pairAttributes({}, now)).toEqual({})
  })

  it('say what holds for both keys and what for each', () => {
    const flags = {
      algorithm: 'EC',
      curve: 'P-256',
      'private-name': 'mine',
      'public-usage': 'verify',
      'public-attribute': ['Contact Information=us', 'x-team=storage'],
    }
    const {commonAttributes, privateKeyAttributes, publicKeyAttributes} = pairAttributes(flags, now)
    expect(commonAttributes?.get('CryptographicDomainParameters')).toEqual({recommendedCurve: 'P_256'})
    expect(commonAttributes?.get('CryptographicAlgorithm')).toBe('EC')
    expect(privateKeyAttributes?.keys()).toEqual(['Name'])
    expect(publicKeyAttributes?.get('CryptographicUsageMask')).toBe(CryptographicUsageMask.of('Verify'))
    expect(publicKeyAttributes?.get('ContactInformation')).toBe('us')
  })

  it('name the flag that is wrong', () => {
    expect(() => pairAttributes({curve: 'P-255'}, now)).toThrow('--curve')
  })
})
