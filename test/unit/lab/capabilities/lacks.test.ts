import {describe, expect, it} from 'vitest'
import {lacksFor, lacksNothing} from '../../../../src/lab/capabilities/lacks.ts'
import {findProduct} from '../../../../src/lab/simulate/products/index.ts'

describe('lacksFor', () => {
  const asked = (operations: readonly string[]) => ({
    versions: [{version: '1.0' as const, operations, objectTypes: [], refused: undefined}],
    vendor: undefined,
    more: {},
    refusedFunctions: [],
  })

  it('names operations that the server does not list in the version of the product', () => {
    const lacks = lacksFor(findProduct('psmdb'), asked(['Register', 'Get']))
    expect(lacks).toMatchObject({speaks: true, operations: ['Activate', 'Get Attributes']})
    expect(lacksNothing(lacks)).toBe(false)
  })

  it('finds nothing where all are listed', () => {
    const all = ['Register', 'Get', 'Activate', 'Get Attributes', 'Locate']
    expect(lacksNothing(lacksFor(findProduct('psmdb'), asked(all)))).toBe(true)
  })

  it('looks at each operation in the version in which the product asks for it', () => {
    const all = ['Create Key Pair', 'Activate', 'Modify Attribute', 'Get', 'Revoke', 'Destroy', 'RNG Retrieve']
    const krill = findProduct('krill')
    const lacks = lacksFor(krill, asked([...all, 'Sign']))
    expect([lacks.speaks, lacks.operations]).toEqual([false, []])
    const newer = {version: '1.2' as const, operations: [...all, 'Sign'], objectTypes: [], refused: undefined}
    const both = {...asked(all), versions: [newer, ...asked(all).versions]}
    expect(lacksNothing(lacksFor(krill, both))).toBe(true)
  })

  it('tells of a version that is not spoken', () => {
    const lacks = lacksFor(findProduct('veeam'), asked(['Create']))
    expect([lacks.speaks, lacksNothing(lacks)]).toEqual([false, false])
  })
})
