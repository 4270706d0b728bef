import {describe, expect, it} from 'vitest'
import {createPalette, plainPalette} from '../../../../src/cli/output/palette.ts'
import {type Column, renderTable} from '../../../../src/cli/output/table.ts'

interface Row {
  readonly name: string
  readonly count: number
}

const columns: readonly Column<Row>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Count', value: ({count}) => count, align: 'right'},
]
const rows = [
  {name: 'finance', count: 7},
  {name: 'hr', count: 1200},
]

describe('renderTable', () => {
  it('aligns columns for files and pipes', async () => {
    expect(await renderTable(columns, rows, {palette: plainPalette, width: undefined})).toBe(
      ['NAME     COUNT', 'finance      7', 'hr        1200'].join('\n'),
    )
  })

  it('looks the same on a terminal without colours', async () => {
    const piped = await renderTable(columns, rows, {palette: plainPalette, width: undefined})
    expect(await renderTable(columns, rows, {palette: plainPalette, width: 80})).toBe(piped)
  })

  it('keeps columns of wide characters straight on a terminal', async () => {
    const wide = [{name: '金庫', count: 1}, ...rows]
    const lines = (await renderTable(columns, wide, {palette: plainPalette, width: 80})).split('\n')
    expect(lines[1]).toBe('金庫         1')
  })

  it('colours cells on a terminal', async () => {
    const text = await renderTable(columns, rows, {palette: await createPalette(true), width: 80})
    expect(text).toContain('\u001B[36mfinance\u001B[39m')
    expect(text).toContain('\u001B[2mNAME\u001B[22m')
  })

  it('puts one record below the other where the terminal is too narrow', async () => {
    expect(await renderTable(columns, rows, {palette: plainPalette, width: 13})).toBe(
      ['Name   finance', 'Count  7', '', 'Name   hr', 'Count  1200'].join('\n'),
    )
  })

  it('shows escape sequences of others instead of obeying them', async () => {
    const evil = [{name: 'a\u001B[31mb\nc', count: 1}]
    const text = await renderTable(columns, evil, {palette: plainPalette, width: undefined})
    expect(text).toBe(['NAME             COUNT', 'a\\u001b[31mb\\nc      1'].join('\n'))
  })

  it('leaves quotation marks as they are', async () => {
    const text = await renderTable(columns, [{name: 'a "b"', count: 1}], {palette: plainPalette, width: undefined})
    expect(text).toBe(['NAME   COUNT', 'a "b"      1'].join('\n'))
  })
})

describe('a table of names from everywhere', () => {
  const columns: Column<readonly [string, string, string]>[] = [
    {heading: 'Id', value: ([id]) => id},
    {heading: 'Name', value: ([, name]) => name},
    {heading: 'State', value: ([, , state]) => state},
  ]
  const id = '01a21260-ad54-7f26-8058-d26812c040c1'

  it('stays within the terminal', async () => {
    const rows = [
      [id, '财务密钥🔑', 'Active'],
      [id, 'payroll', 'Pre-Active'],
    ] as const
    const text = await renderTable(columns, rows, {palette: plainPalette, width: 80})
    const [head, first, second] = text.split('\n')
    expect(head).toMatch(/^ID {36}NAME {8}STATE$/)
    expect(first).toBe(`${id}  财务密钥🔑  Active`)
    expect(second).toBe(`${id}  payroll     Pre-Active`)
  })

  it('becomes records whose long values go on below where they began', async () => {
    const rows = [[id, `${'密钥'.repeat(8)} ${'long name '.repeat(8)}`.trim(), 'Active']] as const
    const text = await renderTable(columns, rows, {palette: plainPalette, width: 60})
    expect(text.split('\n')).toEqual([
      `Id     ${id}`,
      `Name   ${'密钥'.repeat(8)} long name long name`,
      `       ${'long name '.repeat(5).trim()}`,
      '       long name',
      'State  Active',
    ])
  })
})
