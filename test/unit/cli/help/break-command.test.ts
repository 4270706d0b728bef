import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {breakCommand} from '../../../../src/cli/help/break-command.ts'

describe('a command in the help', () => {
  it('stays in one line where it fits', () => {
    expect(breakCommand('$ kmipctl op create --name payroll', 78)).toBe('$ kmipctl op create --name payroll')
  })

  it('goes on behind a backslash, flags with their values and quotes whole', () => {
    const command =
      "$ kmipctl op create --attribute 'Contact Information=me@example.com' --attribute x-team=storage --output id"
    expect(breakCommand(command, 78)).toBe(
      [
        "$ kmipctl op create --attribute 'Contact Information=me@example.com' \\",
        '    --attribute x-team=storage --output id',
      ].join('\n'),
    )
  })

  it('is the same command when the backslashes are read by a shell', () => {
    const word = fc.constantFrom('kmipctl', '--name', 'payroll', '-', "'a b'", '"c d"', '|', '$', '--x=1')
    fc.assert(
      fc.property(fc.array(word, {minLength: 1}), fc.integer({min: 20, max: 60}), (words, width) => {
        const broken = breakCommand(words.join(' '), width)
        expect(broken.replaceAll(' \\\n    ', ' ')).toBe(words.join(' '))
      }),
    )
  })
})
