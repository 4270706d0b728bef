import {describe, expect, it} from 'vitest'
import {
  bytes,
  caseOf,
  create,
  enumeration,
  identifier,
  type MessageText,
  register,
  symmetricKey,
} from '../../../../support/conformance-case.ts'
import {judged, other} from '../../../../support/judged.ts'

const type = enumeration('ObjectType', 'SymmetricKey')
const get = (material = '0011', asked = ''): MessageText[] => [
  {operation: 'Get', payload: identifier() + asked},
  {operation: 'Get', payload: type + identifier() + symmetricKey(material)},
]
const changed = new Uint8Array([9, 9])
const encrypted = (mode: string, iv = ''): MessageText[] => [
  {
    operation: 'Encrypt',
    payload: identifier() + `<CryptographicParameters>${mode}</CryptographicParameters>` + bytes('Data', 'aa'),
  },
  {operation: 'Encrypt', payload: identifier() + bytes('Data', 'bb') + iv},
]
const ecb = enumeration('BlockCipherMode', 'ECB')

describe('key material', () => {
  it('of the server is whatever it is, and the same each time', async () => {
    const file = caseOf([...create(), ...get(), ...get()])
    expect(await judged(file, other('KeyMaterial', changed))).toBe('passed')
    expect(await judged(file, other('KeyMaterial', changed, 1))).toBe(
      '3: ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock/KeyValue/KeyMaterial: 0011 ≠ 0909',
    )
  })

  it('that was registered comes back as it is', async () => {
    const file = caseOf([...register('0011'), ...get()])
    expect(await judged(file)).toBe('passed')
    expect(await judged(file, other('KeyMaterial', changed))).toMatch(/KeyMaterial: 0011 ≠ 0909$/)
  })

  it('that was registered without its value is for the server to make', async () => {
    const [request, response] = register('0011')
    const payload = request!.payload!.replace(/<KeyValue>.*<\/KeyValue>/u, '')
    const file = caseOf([{...request!, payload}, response!, ...encrypted(ecb)])
    expect(await judged(file, other('Data', changed))).toBe('passed')
  })

  it('has the format that the server chose, unless one was asked for or registered', async () => {
    expect(await judged(caseOf([...create(), ...get()]), other('KeyFormatType', 2))).toBe('passed')
    expect(
      await judged(
        caseOf([...create(), ...get('0011', enumeration('KeyFormatType', 'Raw'))]),
        other('KeyFormatType', 2),
      ),
    ).toMatch(/KeyFormatType: Raw ≠ Opaque$/)
    expect(await judged(caseOf([...register('0011'), ...get()]), other('KeyFormatType', 2))).toMatch(
      /KeyFormatType: Raw ≠ Opaque$/,
    )
  })

  it('derived from what was registered is settled', async () => {
    const derive = (made: readonly MessageText[]) =>
      caseOf([
        ...made,
        {operation: 'DeriveKey', payload: type + identifier()},
        {operation: 'DeriveKey', payload: identifier('$UNIQUE_IDENTIFIER_1')},
        {operation: 'Get', payload: identifier('$UNIQUE_IDENTIFIER_1')},
        {operation: 'Get', payload: type + identifier('$UNIQUE_IDENTIFIER_1') + symmetricKey('0011')},
      ])
    expect(await judged(derive(create()), other('KeyMaterial', changed))).toBe('passed')
    expect(await judged(derive(register('22')), other('KeyMaterial', changed))).toMatch(/KeyMaterial: 0011 ≠ 0909$/)
  })

  it('wrapped by NIST key wrap is settled when both keys are, and free by other methods', async () => {
    const wrapped = (mode: string) => {
      const kek = register('33').map((message) => ({...message, payload: message.payload!.replace('_0', '_1')}))
      const information = `<EncryptionKeyInformation>${identifier('$UNIQUE_IDENTIFIER_1')}<CryptographicParameters>${enumeration('BlockCipherMode', mode)}</CryptographicParameters></EncryptionKeyInformation>`
      const asked = `<KeyWrappingSpecification>${enumeration('WrappingMethod', 'Encrypt')}${information}</KeyWrappingSpecification>`
      const [request, response] = get('44', asked)
      const payload = response!.payload!.replace(/<KeyValue>.*<\/KeyValue>/u, bytes('KeyValue', '4455'))
      return caseOf([...register('22'), ...kek, request!, {...response!, payload}])
    }
    expect(await judged(wrapped('CBC'), other('KeyValue', changed))).toBe('passed')
    expect(await judged(wrapped('NISTKeyWrap'))).toBe('passed')
    expect(await judged(wrapped('NISTKeyWrap'), other('KeyValue', changed))).toMatch(/KeyValue: 4455 ≠ 0909$/)
  })
})

describe('the output of an operation', () => {
  it('is settled for a known key and a method without chance', async () => {
    expect(await judged(caseOf([...register('00'), ...encrypted(ecb)]), other('Data', changed))).toMatch(
      /Data: bb ≠ 0909$/,
    )
  })

  it('is free for a key of the server, and goes into later requests', async () => {
    const decrypted = [
      {operation: 'Decrypt', payload: identifier() + bytes('Data', 'bb')},
      {operation: 'Decrypt', payload: identifier() + bytes('Data', 'aa')},
    ]
    const file = caseOf([...create(), ...encrypted(ecb), ...decrypted])
    expect(await judged(file, other('Data', changed, 0))).toBe('passed')
    // What the server has encrypted itself must come out again
    expect(await judged(file, other('Data', changed, 1))).toMatch(/^3: .*Data: aa ≠ 0909$/)
  })

  it('is free where the server makes the initialization vector', async () => {
    const cbc = enumeration('BlockCipherMode', 'CBC') + '<RandomIV type="Boolean" value="true"/>'
    const file = caseOf([...register('00'), ...encrypted(cbc, bytes('IVCounterNonce', 'cc'))])
    expect(await judged(file, other('Data', changed))).toBe('passed')
    expect(await judged(file, other('IVCounterNonce', changed))).toBe('passed')
    expect(await judged(file, other('IVCounterNonce', undefined))).toMatch(/IVCounterNonce: cc ≠ nothing$/)
  })

  it.each([
    [enumeration('CryptographicAlgorithm', 'ECDSA'), true],
    [enumeration('PaddingMethod', 'PSS') + enumeration('CryptographicAlgorithm', 'RSA'), true],
    [enumeration('PaddingMethod', 'PKCS1V1_5') + enumeration('CryptographicAlgorithm', 'RSA'), false],
  ])('of Sign is free where signatures differ by nature: %s', async (parameters, isFree) => {
    const file = caseOf([
      ...register('00'),
      {
        operation: 'Sign',
        payload:
          identifier() + `<CryptographicParameters>${parameters}</CryptographicParameters>` + bytes('Data', 'aa'),
      },
      {operation: 'Sign', payload: identifier() + bytes('SignatureData', 'bb')},
    ])
    expect((await judged(file, other('SignatureData', changed))) === 'passed').toBe(isFree)
  })

  it('of RNG Retrieve is free, of Hash it is not', async () => {
    const file = (operation: string) => caseOf([{operation}, {operation, payload: bytes('Data', 'aa')}])
    expect(await judged(file('RNGRetrieve'), other('Data', changed))).toBe('passed')
    expect(await judged(file('Hash'), other('Data', changed))).toMatch(/Data: aa ≠ 0909$/)
  })

  it('gives a value to a variable that the case only uses', async () => {
    const file = caseOf([
      ...register('00'),
      {operation: 'MAC', payload: identifier() + bytes('Data', 'aa')},
      {operation: 'MAC', payload: identifier() + bytes('MACData', 'bb')},
      {operation: 'MACVerify', payload: identifier() + bytes('Data', 'aa') + bytes('MACData', '$MAC_DATA')},
      {operation: 'MACVerify', payload: identifier() + enumeration('ValidityIndicator', 'Valid')},
    ])
    const {run} = await import('../../../../support/judged.ts')
    const sent = JSON.stringify((await run(file)).exchanges[2]?.sent, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    )
    expect(sent).toContain('"bb"')
  })
})
