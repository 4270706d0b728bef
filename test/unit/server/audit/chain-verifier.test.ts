import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {type ChainState, emptyChain, nextLine} from '../../../../src/server/audit/chain.ts'
import {type ChainProblem, ChainVerifier} from '../../../../src/server/audit/chain-verifier.ts'

const header = '"time":"2026-01-01T00:00:00.000Z","kind":"audit.opened","format":1'

/** Lines of a file, without line ends; the first one opens it. */
function chain(length: number, start: ChainState = emptyChain): {lines: Buffer[]; state: ChainState} {
  let state = start
  const lines = Array.from({length}, (_, index) => {
    const body = index === 0 ? header : `"kind":"operation","operation":"Get","objects":["${index}-é"]`
    const next = nextLine(state, body)
    state = next.state
    return Buffer.from(next.text.slice(0, -1))
  })
  return {lines, state}
}

function joined(lines: readonly Uint8Array[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
}

/** What is wrong with the contents of files that continue each other. */
function problemsOf(...files: readonly Uint8Array[]): readonly ChainProblem[] {
  const problems: ChainProblem[] = []
  const verifier = new ChainVerifier((problem) => problems.push(problem))
  for (const [index, content] of files.entries()) {
    verifier.beginFile(`file ${index + 1}`)
    const lines = Buffer.from(content)
      .toString('latin1')
      .split('\n')
      .map((line) => Buffer.from(line, 'latin1'))
    const rest = lines.pop() ?? Buffer.alloc(0)
    for (const line of lines) verifier.take(line)
    verifier.endFile(rest)
  }
  return problems
}

const length = fc.integer({min: 3, max: 12})
const position = fc.nat()

describe('the verification of a chain', () => {
  it('finds nothing wrong with what was written', () => {
    fc.assert(
      fc.property(length, (count) => {
        expect(problemsOf(joined(chain(count).lines))).toEqual([])
      }),
    )
  })

  it('finds any single byte that was changed, also in the last line', () => {
    fc.assert(
      fc.property(length, position, fc.integer({min: 1, max: 255}), (count, at, difference) => {
        const content = joined(chain(count).lines)
        const index = at % content.length
        content[index] = (content[index] ?? 0) ^ difference
        expect(problemsOf(content)).not.toEqual([])
      }),
      {numRuns: 500},
    )
  })

  it('names the line in which a byte was changed, and no other', () => {
    fc.assert(
      fc.property(length, position, position, (count, at, column) => {
        const {lines} = chain(count)
        const line = lines[at % count]!
        line[column % line.length] = (line[column % line.length] ?? 0) ^ 0x11
        // A line end in its middle makes two of it
        fc.pre(!line.includes(0x0a))
        expect(problemsOf(joined(lines))).toMatchObject([{line: (at % count) + 1, kind: 'changed'}])
      }),
    )
  })

  it('finds a changed line whose sum was made to fit', () => {
    const {lines} = chain(4)
    const [first, second] = lines
    const before = nextLine(emptyChain, header).state
    lines[1] = Buffer.from(nextLine(before, '"kind":"operation","operation":"Destroy"').text.slice(0, -1))
    expect([first, second]).not.toContain(lines[1])
    expect(problemsOf(joined(lines))).toEqual([
      {
        file: 'file 1',
        line: 3,
        kind: 'changed',
        problem: 'Entry 2 is not what it was when this one was written after it',
      },
    ])
  })

  it('finds a line that was removed, unless it was the last', () => {
    fc.assert(
      fc.property(length, position, (count, at) => {
        const {lines} = chain(count)
        const index = at % (count - 1)
        lines.splice(index, 1)
        const [problem] = problemsOf(joined(lines))
        expect(problem).toMatchObject({line: index + 1, kind: index === 0 ? 'header' : 'missing'})
      }),
    )
  })

  it('finds two lines that changed places', () => {
    fc.assert(
      fc.property(length, position, position, (count, a, b) => {
        const {lines} = chain(count)
        const [one, other] = [a % count, b % count]
        fc.pre(one !== other)
        const swapped = [...lines]
        swapped[one] = lines[other]!
        swapped[other] = lines[one]!
        expect(problemsOf(joined(swapped))).not.toEqual([])
      }),
    )
  })

  it('finds a line that was put in, copied or made up', () => {
    fc.assert(
      fc.property(length, position, position, fc.boolean(), (count, from, to, isCopy) => {
        const {lines} = chain(count)
        const line = isCopy ? lines[from % count]! : Buffer.from('{"kind":"operation"}')
        lines.splice(to % (count + 1), 0, line)
        expect(problemsOf(joined(lines))).not.toEqual([])
      }),
    )
  })

  it('finds every cut that leaves a part of a line, and says that it may be torn', () => {
    fc.assert(
      fc.property(length, position, (count, at) => {
        const {lines} = chain(count)
        const before = joined(lines.slice(0, -1))
        const last = lines.at(-1)!
        const cut = 1 + (at % (last.length - 1))
        const problems = problemsOf(Buffer.concat([before, last.subarray(0, cut)]))
        expect(problems).toMatchObject([{line: count, kind: 'torn'}])
      }),
    )
  })

  it('takes a whole last line whose line end is missing', () => {
    expect(problemsOf(joined(chain(3).lines).subarray(0, -1))).toEqual([])
  })

  it('does not take for torn what nobody would have written there', () => {
    const content = Buffer.concat([joined(chain(3).lines), Buffer.from('{"sequence":9,"prev')])
    expect(problemsOf(content)).toMatchObject([{line: 4, kind: 'changed'}])
  })

  it('follows a chain from file to file', () => {
    const first = chain(3)
    const second = chain(3, first.state)
    expect(problemsOf(joined(first.lines), joined(second.lines))).toEqual([])
    expect(problemsOf(joined(second.lines))).toEqual([])
    expect(problemsOf(joined(second.lines), joined(first.lines))).toMatchObject([{file: 'file 2', kind: 'order'}])
    const third = chain(2, second.state)
    expect(problemsOf(joined(first.lines), joined(third.lines))).toMatchObject([
      {file: 'file 2', line: 1, kind: 'missing', problem: 'Before entry 7, entries 4 to 6 are missing'},
    ])
  })

  it('finds a last line of a file that was removed when the next file is there', () => {
    const first = chain(3)
    const second = chain(3, first.state)
    expect(problemsOf(joined(first.lines.slice(0, -1)), joined(second.lines))).toMatchObject([
      {file: 'file 2', line: 1, kind: 'missing'},
    ])
  })
})
