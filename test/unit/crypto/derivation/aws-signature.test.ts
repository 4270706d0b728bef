import {expect, it} from 'vitest'
import {deriveAwsSigningKey} from '../../../../src/crypto/derivation/aws-signature.ts'
import {hex} from '../hex.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

it('The signing key of AWS Signature Version 4 is that of the published example', () => {
  const scope = {date: text('20150830'), region: text('us-east-1'), service: text('iam')}
  expect(hex(deriveAwsSigningKey(text('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'), scope))).toBe(
    'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
  )
})
