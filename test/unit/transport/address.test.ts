import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {formatAddress, parseAddress} from '../../../src/transport/address.ts'

describe('parseAddress', () => {
  it.each([
    ['kmip.example.com:5697', 'kmip.example.com', 5697],
    ['kmip.example.com', 'kmip.example.com', 5696],
    ['my_host-1', 'my_host-1', 5696],
    ['  10.0.0.7:1 ', '10.0.0.7', 1],
    ['[::1]:5698', '::1', 5698],
    ['[2001:db8::7]', '2001:db8::7', 5696],
    [':0', 'localhost', 0],
    [':65535', 'localhost', 65535],
  ])('reads %s', (text, host, port) => {
    expect(parseAddress(text)).toEqual({host, port})
  })

  it('takes the defaults of its caller', () => {
    expect(parseAddress(':0', {host: '0.0.0.0'})).toEqual({host: '0.0.0.0', port: 0})
    expect(parseAddress('lab', {port: 1234})).toEqual({host: 'lab', port: 1234})
  })

  it.each([
    ['', 'The server address is empty'],
    ['https://lab:5696', 'Server address https://lab:5696 is a URL, not a host and a port'],
    ['lab:', 'Server address lab: has no port after the colon'],
    ['lab:65536', 'Server address lab:65536 has no valid port'],
    ['lab:-1', 'Server address lab:-1 has no valid port'],
    ['lab:0x10', 'Server address lab:0x10 has no valid port'],
    ['::1', 'Server address ::1 is an IPv6 address without brackets'],
    ['a:b:c', 'Server address a:b:c has more than one colon'],
    ['[::1', 'Server address [::1 has no closing bracket'],
    ['[lab]:1', 'Server address [lab]:1 has no IPv6 address in its brackets'],
    ['[::1]1', 'Server address [::1]1 goes on with 1 after the bracket'],
    ['la b:1', 'Server address la b:1 has no valid host name'],
    ['lab/x:1', 'Server address lab/x:1 has no valid host name'],
    ['10.0.0.256:1', 'Server address 10.0.0.256:1 has no valid IPv4 address'],
    ['127.1', 'Server address 127.1 has no valid IPv4 address'],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseAddress(text)).toThrow(UsageError)
    expect(() => parseAddress(text)).toThrow(message)
  })
})

describe('formatAddress', () => {
  it('puts an IPv6 address in brackets', () => {
    expect(formatAddress({host: '::1', port: 5696})).toBe('[::1]:5696')
    expect(formatAddress({host: 'lab', port: 0})).toBe('lab:0')
  })
})
