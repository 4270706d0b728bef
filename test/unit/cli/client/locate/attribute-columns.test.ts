import {describe, expect, it} from 'vitest'
import {cellText, parseColumns, tableColumns} from '../../../../../src/cli/client/locate/attribute-columns.ts'
import {createPalette} from '../../../../../src/cli/output/palette.ts'
import {renderTable} from '../../../../../src/cli/output/table.ts'

const id = '01a212a5-09ac-7227-aca4-ea13471d1f6c'

describe('parseColumns', () => {
  it('takes names of attributes however they are spelt, and those of the flags', () => {
    expect(parseColumns('Name, object-group,length,x-team')).toEqual([
      {heading: 'id', key: undefined},
      {heading: 'Name', key: 'Name'},
      {heading: 'object-group', key: 'ObjectGroup'},
      {heading: 'length', key: 'CryptographicLength'},
      {heading: 'x-team', key: expect.stringContaining('team')},
    ])
    expect(parseColumns('state,ID').map(({key}) => key)).toEqual(['State', undefined])
  })

  it('refuses other words', () => {
    expect(() => parseColumns('nme')).toThrow('Unknown attribute "nme"')
    expect(() => parseColumns('name,,state')).toThrow('--columns has an empty name')
  })
})

describe('tableColumns', () => {
  it('cuts texts to the width of the terminal, and never identifiers', async () => {
    const attributes = {
      Name: [{nameValue: 'a rather long name '.repeat(5)}],
      State: 'PreActive',
      CryptographicLength: 256,
    }
    const objects = [
      {uniqueIdentifier: id, attributes},
      {uniqueIdentifier: id, attributes: undefined},
    ]
    const columns = tableColumns(parseColumns('name,state,length'), objects, 80)
    const text = await renderTable(columns, objects, {palette: await createPalette(false), width: 80})
    const lines = text.split('\n')
    expect(lines).toHaveLength(3)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
    expect(lines[1]).toMatch(new RegExp(`^${id} {2}a rather.*… {2}PreActive {5}256$`))
    expect(lines[2]).toMatch(new RegExp(`^${id} {2}- +- +-$`))
  })
})

describe('cellText', () => {
  it.each([
    [null, '-'],
    [[], '-'],
    ['Active', 'Active'],
    [256, '256'],
    [['Encrypt', 'Decrypt'], 'Encrypt, Decrypt'],
    [[{nameValue: 'a', nameType: 'UninterpretedTextString'}, {nameValue: 'b'}], 'a, b'],
    [{applicationNamespace: 'ssl', applicationData: 'www'}, 'ssl:www'],
  ])('says %j in a few words', (value, text) => expect(cellText(value)).toBe(text))
})
