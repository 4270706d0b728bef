import {describe, expect, it} from 'vitest'
import {Variables} from '../../../../../src/lab/script/variables/variables.ts'
import {checkGiven, checkVariables} from '../../../../../src/lab/script/variables/check-variables.ts'
import {parseScript} from '../../../../../src/lab/script/parse/parse-script.ts'

const surroundings = {now: () => new Date('2026-06-01T00:00:00.500Z'), environment: {PASSWORD: 'correct horse'}}
const variables = () => new Variables(surroundings)

describe('variables', () => {
  it('become the value itself where a text is nothing but a reference, and text elsewhere', () => {
    const all = variables()
    all.set('length', 256)
    all.set('bytes', new Uint8Array([1, 255]))
    all.set('row', {name: 'payroll', tags: ['a', 'b']})
    expect(all.expand('${length}')).toBe(256)
    expect(all.expand('${bytes}')).toEqual(new Uint8Array([1, 255]))
    expect(all.expand(['AES-${length}', {'x-${row.name}': '${bytes}!'}])).toEqual(['AES-256', {'x-payroll': '01ff!'}])
    expect(all.expand('${row.tags.1} ${row.tags} $${length}')).toBe('b a,b ${length}')
    expect(all.expand('${now}')).toEqual(new Date('2026-06-01T00:00:00.500Z'))
    expect(all.expand('at ${now+1h}')).toBe('at 2026-06-01T01:00:00Z')
  })

  it('belong to the script, those of loops to the loop', () => {
    const script = variables()
    const loop = script.with('item', 'a')
    loop.set('id', '1')
    loop.append('ids', '1')
    loop.append('ids', '2')
    expect(loop.expand('${item} ${id}')).toBe('a 1')
    expect(script.expand('${ids}')).toEqual(['1', '2'])
    expect(() => script.expand('${item}')).toThrow('Variable item has no value')
    expect(script.shown(false)).toEqual({id: '1', ids: ['1', '2']})
  })

  it('say which part a row lacks, and which was meant', () => {
    const all = variables()
    all.set('row', {name: 'payroll'})
    expect(() => all.expand('${row.nam}')).toThrow(
      expect.objectContaining({message: '"${row.nam}" has no part nam', hint: 'Did you mean name?'}),
    )
    expect(() => all.expand('${row.__proto__}')).toThrow('has no part __proto__')
  })

  it('may be called like generated values with a hyphen', () => {
    const all = variables()
    all.set('env-file', 'a')
    expect(all.expand('${env-file}')).toBe('a')
  })

  it('conceal secrets in whichever form, what is made of them, and the environment', () => {
    const all = variables()
    const key = Buffer.from('0123456789abcdef0123456789abcdef', 'hex')
    all.set('key', key, true)
    all.set('label', all.expand('key ${key}'))
    all.set('password', all.expand('${env.PASSWORD}'))
    const texts = [key.toString('hex').toUpperCase(), key.toString('base64'), 'the correct horse']
    for (const text of texts) expect(all.conceal(`<${text}>`)).toMatch(/<<(the <)?1[36] bytes|<the <13 bytes/)
    expect(all.conceal('nothing of it')).toBe('nothing of it')
    expect(JSON.stringify(all.shown(false))).not.toMatch(/0123456789abcdef|horse/)
    expect(all.shown(true)).toMatchObject({key: key.toString('hex'), password: 'correct horse'})
  })

  it('are secret from the moment in which a message holds them as secrets', () => {
    const all = variables()
    all.set('key', 'C0FFEE00C0FFEE00')
    all.set('name', 'payroll')
    expect(all.shown(false)).toMatchObject({key: 'C0FFEE00C0FFEE00'})
    all.markSecret(Buffer.from('c0ffee00c0ffee00', 'hex'))
    expect(all.shown(false)).toEqual({key: expect.stringMatching(/^<16 bytes/), name: 'payroll'})
    expect(all.conceal('x C0FFEE00C0FFEE00')).not.toContain('C0FFEE')
  })
})

describe('checkVariables', () => {
  const script = (steps: string) => parseScript(steps, 's.yaml')

  it.each([
    'steps: [{operation: Get, request: {Unique Identifier: "${id}"}}]',
    'steps:\n- {for each: {one: [a]}, operation: Query}\n- {operation: Get, request: {Unique Identifier: "${one}"}}',
    'steps: [{operation: Query, skip if: {id: x}}]',
    'steps: [{operation: Query, expect: {message: "${id}"}}]',
    'steps: [{operation: Get, request: {Unique Identifier: "${id}"}, capture: {id: Unique Identifier}}]',
    'steps: [{operation: Query}]\ncleanup: [{send: {hex: "${id}"}}]',
  ])('finds what has no value before anything is sent: %j', (text) => {
    expect(() => checkVariables(script(text), [])).toThrow(/^s\.yaml:\d: Variable (id|one) has no value here$/)
  })

  it.each([
    'variables: {id: x}\nsteps: [{operation: Get, request: {Unique Identifier: "${id}"}}]',
    'steps:\n- {operation: Create, capture: {id: Unique Identifier}}\n- {operation: Get, request: {Unique Identifier: "${id}"}}',
    'steps: [{for each: [a], steps: [{operation: Get, request: {Unique Identifier: "${item}"}}]}]',
    'steps: [{operation: Query}]\ncleanup: [{for each: [a], operation: Get, request: {Unique Identifier: "${item}"}}]',
    'steps: [{operation: Get, request: {Unique Identifier: "${uuid} ${now+1d} ${env.X}"}}]',
  ])('takes what has one: %j', (text) => {
    expect(() => checkVariables(script(text), [])).not.toThrow()
  })

  it('refuses values that no script uses', () => {
    const text = 'steps: [{operation: Get, request: {Unique Identifier: "${identifier}"}}]'
    expect(() => checkGiven([script(text)], ['identifier'])).not.toThrow()
    expect(() => checkGiven([script(text)], ['identifer'])).toThrow(
      expect.objectContaining({message: 'No script uses variable identifer', hint: 'Did you mean identifier?'}),
    )
    expect(() => checkGiven([script(text)], ['x'])).toThrow(expect.objectContaining({hint: 'There are identifier'}))
  })
})
