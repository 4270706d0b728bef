import {describe, expect, it} from 'vitest'
import {decodeRequest} from '../../../../../src/kmip/message/message.ts'
import {Tag} from '../../../../../src/kmip/spec/tags.ts'
import {childrenOf} from '../../../../../src/lab/conformance/conversation/payload.ts'
import {child} from '../../../../../src/ttlv/node.ts'
import {withLogin} from '../../../../../src/lab/conformance/run/with-login.ts'
import {caseOf, create} from '../../../../support/conformance-case.ts'

const request = (header?: string) => {
  const [first, second] = create()
  return caseOf([{...first!, ...(header === undefined ? {} : {header})}, second!]).exchanges[0]!.request
}

describe('withLogin', () => {
  it('adds a user name where it belongs', () => {
    const ordered = '<BatchOrderOption type="Boolean" value="true"/>'
    const {header} = decodeRequest(withLogin(request(ordered), {username: 'ann', password: 'secret'}))
    expect(header.authentication?.credential).toMatchObject([{credentialType: 'UsernameAndPassword'}])
    const tags = childrenOf(child(withLogin(request(ordered), {username: 'ann'}), Tag.RequestHeader))
    expect(tags.map(({tag}) => tag.toString(16))).toEqual(['420069', '42000c', '420010', '42000d'])
  })

  it('leaves a request alone that has an authentication, and every one without a login', () => {
    const authenticated = request('<Authentication/>')
    expect(withLogin(authenticated, {username: 'ann'})).toBe(authenticated)
    const plain = request()
    expect(withLogin(plain, undefined)).toBe(plain)
  })
})
