import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import {mayProtect, protects} from '../../../../src/server/lifecycle/protection.ts'

const applying = [
  'Sign',
  'Encrypt',
  'WrapKey',
  'MACGenerate',
  'DeriveKey',
  'CertificateSign',
  'CRLSign',
  'GenerateCryptogram',
  'TranslateEncrypt',
  'TranslateWrap',
] as const
const processing = ['Verify', 'Decrypt', 'UnwrapKey', 'MACVerify', 'Export', 'ValidateCryptogram'] as const

describe('protection', () => {
  it.each(applying)('is applied by %s', (name) => {
    expect(protects(CryptographicUsageMask.of(name))).toBe(true)
    expect(protects(CryptographicUsageMask.of(name, 'Decrypt'))).toBe(true)
  })

  it.each(processing)('is not applied by %s', (name) => {
    expect(protects(CryptographicUsageMask.of(name))).toBe(false)
  })

  it('is not applied by objects without a usage mask', () => {
    expect(mayProtect(new AttributeSet())).toBe(false)
    expect(mayProtect(new AttributeSet().set('CryptographicUsageMask', CryptographicUsageMask.of('Sign')))).toBe(true)
  })
})
