import {expect, it} from 'vitest'
import {ProgressLine} from '../../../../src/cli/output/progress-line.ts'

it('shows quotation marks as they are, and what a terminal would obey escaped', () => {
  const written: string[] = []
  new ProgressLine({isTTY: true, write: (text) => written.push(text)}).show('case "a"\u001B[2J')
  expect(written).toEqual(['\r\u001B[2Kcase "a"\\u001b[2J'])
})
