import {expect, it} from 'vitest'
import {treeStyle} from '../../../../src/cli/output/tree-style.ts'
import {plainStyle} from '../../../../src/ttlv/tree-style.ts'

it('is plain without colour and coloured with it', async () => {
  expect(await treeStyle(false)).toBe(plainStyle)
  expect((await treeStyle(true)).tag('State')).toBe('\u001B[36mState\u001B[39m')
})
