import {describe as suite, expect, it} from 'vitest'
import {allDescriptions, describe, inVersion} from '../../../../src/kmip/description/describe.ts'
import {versions} from '../../../../src/kmip/spec/version.ts'

const kinds = (name: string) => describe(name).map(({kind, name: found}) => `${kind} ${found}`)

suite('describe', () => {
  it.each([
    ['Re-key', ['operation Re-key']],
    ['rekey', ['operation Re-key']],
    ['cryptographic-length', ['attribute Cryptographic Length']],
    ['State', ['attribute State', 'enumeration State']],
    ['CryptographicUsageMask', ['attribute Cryptographic Usage Mask', 'mask Cryptographic Usage Mask']],
    ['BatchCount', ['tag Batch Count']],
    ['0x420028', ['tag Cryptographic Algorithm']],
    ['nothing of the kind', []],
  ])('finds %s', (name, found) => {
    expect(kinds(name)).toEqual(found)
  })

  it('finds a value through its enumeration', () => {
    expect(kinds('ChaCha20Poly1305')).toContain('enumeration Cryptographic Algorithm')
  })

  it('tells the members of an operation with the versions that have them', () => {
    const [encrypt] = describe('encrypt')
    const request = encrypt?.sections.find(({title}) => title === 'Request')?.parts
    expect(request?.find(({name}) => name === 'Data')).toMatchObject({type: 'Data', since: '1.2'})
    expect(request?.find(({name}) => name === 'Init Indicator')).toMatchObject({since: '1.3', required: false})
  })

  it('tells which operations go from the server to its clients', () => {
    const asked = ['Put', 'Notify', 'Get'].map((name) => describe(name)[0]?.facts)
    expect(asked).toEqual([{'Asked by': 'the server, of its clients'}, {'Asked by': 'the server, of its clients'}, {}])
  })

  it('tells the rules of an attribute', () => {
    const [attribute] = describe('Activation Date')
    expect(attribute?.facts).toMatchObject({Type: 'Date-Time', 'Set by a client': 'yes'})
  })

  it('leaves out what a version does not have', () => {
    const [operation] = describe('Encrypt')
    if (operation === undefined) throw new Error('Encrypt is described')
    expect(inVersion(operation, '1.1')).toBeUndefined()
    const members = (version: '1.2' | '1.3') => inVersion(operation, version)?.sections[0]?.parts.map(({name}) => name)
    expect(members('1.2')).not.toContain('Init Indicator')
    expect(members('1.3')).toContain('Init Indicator')
  })

  it('knows of everything in some version, and of no part that is older than the whole', () => {
    for (const item of allDescriptions()) {
      expect(versions.filter((version) => inVersion(item, version) !== undefined)).not.toEqual([])
      for (const part of item.sections.flatMap(({parts}) => parts)) {
        expect(versions.indexOf(part.since)).toBeGreaterThanOrEqual(versions.indexOf(item.since))
      }
    }
  })
})
