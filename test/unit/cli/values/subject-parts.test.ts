import {expect, it} from 'vitest'
import {subjectParts} from '../../../../src/cli/values/subject-parts.ts'

it('takes a name apart, in its order, whatever the case and the blanks', () => {
  expect(subjectParts(String.raw`CN=web, o = Example\, Inc. ,OU=a,OU=b,emailAddress=x@y,S=Bern`, '--subject')).toEqual([
    {key: 'CertificateSubjectCN', value: 'web'},
    {key: 'CertificateSubjectO', value: 'Example, Inc.'},
    {key: 'CertificateSubjectOU', value: 'a'},
    {key: 'CertificateSubjectOU', value: 'b'},
    {key: 'CertificateSubjectEmail', value: 'x@y'},
    {key: 'CertificateSubjectST', value: 'Bern'},
  ])
})

it.each([
  ['web', '--subject takes a name such as CN=web,O=Example, not "web"'],
  ['CN=', '--subject takes a name'],
  ['CN=a,,=b', '--subject takes a name'],
  ['CN=a,POSTALCODE=3000', '--subject has "POSTALCODE", which KMIP 2.x has no attribute for'],
  ['constructor=a', '--subject has "constructor"'],
])('refuses %s', (text, message) => {
  expect(() => subjectParts(text, '--subject')).toThrow(
    expect.objectContaining({message: expect.stringContaining(message)}),
  )
})
