import {describe, expect, it} from 'vitest'
import {readCase} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {explainCase} from '../../../../../src/lab/conformance/report/explain.ts'
import {junitReport} from '../../../../../src/lab/conformance/report/junit.ts'
import {listedCase} from '../../../../../src/lab/conformance/report/listed-case.ts'
import {markdownReport} from '../../../../../src/lab/conformance/report/markdown.ts'
import {conformanceReport} from '../../../../../src/lab/conformance/report/report.ts'
import type {CaseResult} from '../../../../../src/lab/conformance/run/result.ts'
import {readXmlDocument} from '../../../../../src/ttlv/xml-reader.ts'
import {caseOf, create, enumeration, identifier, register, symmetricKey} from '../../../../support/conformance-case.ts'
import {other, run} from '../../../../support/judged.ts'

const passed = (stem: string) => run(caseOf(create(), stem))
const failed = (stem: string) => run(caseOf(create(), stem), other('ObjectType', 1))
const broken: CaseResult = {
  file: readCase('TL-M-2-14.xml', ''),
  status: 'not runnable',
  problem: 'XML is "broken" | <here>',
  exchanges: [],
  durationMs: 0,
}
const results = async () => [await passed('TL-M-1-14'), broken, await failed('TL-M-3-14'), await passed('TC-I18N-1-14')]

describe('conformanceReport', () => {
  it('counts, groups by profile and shows the first fault', async () => {
    const report = conformanceReport(await results())
    expect(report.counts).toEqual({passed: 2, failed: 1, unsupported: 0, 'not runnable': 1})
    expect(report.cases).toMatchObject([
      {case: 'TL-M-1-14', version: '1.4', profile: 'Tape Library', status: 'passed', requests: 1},
      {case: 'TL-M-2-14', status: 'not runnable', problem: broken.problem},
      {
        status: 'failed',
        fault: {
          path: '1: ResponseMessage/BatchItem/ResponsePayload/ObjectType',
          expected: 'SymmetricKey',
          received: 'Certificate',
        },
      },
      {case: 'TC-I18N-1-14', profile: 'Test cases'},
    ])
  })

  it('says that a server conforms when all mandatory cases of a profile have passed', async () => {
    const all = await Promise.all(['TL-M-1-14', 'TL-M-2-14', 'TL-M-3-14'].map(passed))
    expect(conformanceReport(all).profiles).toEqual([
      {profile: 'Tape Library', version: '1.4', conforms: true, passed: 3, mandatory: 3, lacks: []},
    ])
    expect(conformanceReport(await results()).profiles).toMatchObject([
      {profile: 'Tape Library', conforms: false, passed: 1, lacks: ['TL-M-2', 'TL-M-3']},
    ])
  })

  it('does not say it when a mandatory case was not among them', async () => {
    const [report] = conformanceReport([await passed('TL-M-1-14')]).profiles
    expect(report).toMatchObject({conforms: false, lacks: ['TL-M-2', 'TL-M-3']})
  })

  it('knows which cases a version demands', async () => {
    const gcm = conformanceReport([await passed('CS-BC-M-1-14')]).profiles[0]
    expect(gcm?.lacks).toContain('CS-BC-M-GCM-3')
    const older = conformanceReport([await run(caseOf(create(), 'CS-BC-M-1-12', '1.2'))]).profiles[0]
    expect(older).toMatchObject({version: '1.2', mandatory: 14})
  })

  it('hides secrets unless told not to', async () => {
    const get = [
      {operation: 'Get', payload: identifier()},
      {operation: 'Get', payload: identifier() + symmetricKey('00112233')},
    ]
    const result = await run(caseOf([...register('00112233'), ...get]), other('KeyMaterial', new Uint8Array([1, 2])))
    expect(conformanceReport([result]).cases[0]?.fault).toMatchObject({expected: '<4 bytes>', received: '<2 bytes>'})
    expect(conformanceReport([result], true).cases[0]?.fault).toMatchObject({expected: '00112233', received: '0102'})
  })
})

describe('junitReport', () => {
  it('is well-formed and has a test for each case', async () => {
    const text = junitReport(conformanceReport(await results()))
    expect(text).toContain('<testsuites name="kmipctl conformance" tests="4" failures="1" skipped="1"')
    expect(text).toContain('<testsuite name="Tape Library" tests="3" failures="1" skipped="1"')
    expect(text).toMatch(/<testcase classname="Tape Library" name="TL-M-1-14" time="[\d.]+"\/>/)
    expect(text).toContain(
      '<failure message="1: ResponseMessage/BatchItem/ResponsePayload/ObjectType: expected SymmetricKey, received Certificate"/>',
    )
    expect(text).toContain('<skipped message="not runnable: XML is &quot;broken&quot; | &lt;here&gt;"/>')
    // The reader knows none of the elements, but it must come as far as the first of them
    expect(() => readXmlDocument(text, {tagByName: () => undefined} as never)).toThrow(/Tag "testsuites" is not known/)
  })

  it('holds no character that XML cannot hold', () => {
    const text = junitReport(conformanceReport([{...broken, problem: 'a\u0000b\u001bc\ud800d'}]))
    expect(text).toContain('not runnable: a b c d')
  })
})

describe('markdownReport', () => {
  it('has tables of profiles and cases', async () => {
    const lines = markdownReport(conformanceReport(await results()), 'Somebody').split('\n')
    expect(lines.slice(0, 3)).toEqual(['# Somebody', '', '2 passed, 1 failed, 1 not runnable.'])
    expect(lines).toContain('| Tape Library | 1.4 | no | 1 of 3 | TL-M-2, TL-M-3 |')
    expect(lines).toContain('| TL-M-1-14 | passed |  |  |  |')
    expect(lines).toContain('| TL-M-2-14 | not runnable | XML is "broken" \\| \\<here\\> |  |  |')
  })
})

describe('explainCase', () => {
  it('shows both trees and marks where they differ', async () => {
    const text = explainCase(await failed('TL-M-3-14'))
    expect(text).toMatch(/^TL-M-3-14: failed\n\n1\. Create: differs\nsent\n {2}RequestMessage/)
    expect(text.match(/^! +ObjectType +Enumeration +SymmetricKey/gm)).toHaveLength(1)
    expect(text.match(/^! +ObjectType +Enumeration +Certificate/gm)).toHaveLength(1)
    expect(text).toContain(
      '\n1: ResponseMessage/BatchItem/ResponsePayload/ObjectType: expected SymmetricKey, received Certificate',
    )
  })

  it('paints the marked lines and hides secrets', async () => {
    const get = [
      {operation: 'Get', payload: identifier()},
      {operation: 'Get', payload: enumeration('ObjectType', 'SymmetricKey') + identifier() + symmetricKey('00112233')},
    ]
    const result = await run(caseOf([...register('00112233'), ...get]), other('ObjectType', 1))
    const text = explainCase(result, {mark: (line) => `«${line}»`})
    expect(text).toMatch(/^«! .*»$/m)
    expect(text).not.toContain('00112233')
    expect(explainCase(result, {reveal: true})).toContain('00112233')
  })

  it('says why a case did not run', () => {
    expect(explainCase(broken)).toBe('TL-M-2-14: not runnable (XML is "broken" | <here>)')
  })
})

describe('listedCase', () => {
  it('tells what is in a case', () => {
    expect(listedCase(caseOf([...create(), ...create()], 'TL-M-1-14'))).toMatchObject({
      case: 'TL-M-1-14',
      version: '1.4',
      profile: 'Tape Library',
      requests: 2,
      operations: ['Create'],
      serverToClient: false,
      problem: undefined,
    })
    expect(listedCase(broken.file)).toMatchObject({requests: 0, problem: expect.stringContaining('XML')})
  })
})
