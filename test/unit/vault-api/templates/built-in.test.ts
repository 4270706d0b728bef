import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {kmipVocabulary} from '../../../../src/kmip/spec/vocabulary.ts'
import type {ItemType, TtlvNode} from '../../../../src/ttlv/node.ts'
import {readXmlDocument} from '../../../../src/ttlv/xml-reader.ts'
import {builtInTemplates} from '../../../../src/vault-api/templates/built-in.ts'
import {filled, parameterNames} from '../../../../src/vault-api/templates/parameters.ts'

describe('Vault section 7: built-in templates', () => {
  it('has those that Vault has, with parameters that Vault has', () => {
    expect(Object.fromEntries(builtInTemplates.map(({name, text}) => [name, parameterNames(text).join(' ')]))).toEqual({
      addattribute: 'attr_name attr_type attr_value unique_identifier',
      create: 'algorithm length name usage_mask',
      destroy: 'unique_identifier',
      get: 'unique_identifier',
      getattribute: 'attr_name unique_identifier',
      getattributelist: 'unique_identifier',
      getattributes: 'unique_identifier',
      locate: '',
      locate_addattribute: 'attr_name attr_type attr_value name',
      locate_by_name: 'name',
      locate_decrypt: 'block_cipher_mode data iv_counter_nonce name padding_method',
      locate_encrypt: 'block_cipher_mode data iv_counter_nonce name padding_method',
      locate_get: 'name',
      locate_getattribute: 'attr_name name',
      locate_getattributelist: 'name',
      locate_getattributes: 'name',
      locate_modifyattribute: 'attr_name attr_type attr_value name',
      locate_revoke: 'name revocation_reason_code',
      locate_revoke_destroy: 'name revocation_reason_code',
      modifyattribute: 'attr_name attr_type attr_value unique_identifier',
      revoke: 'revocation_reason_code unique_identifier',
      revoke_destroy: 'revocation_reason_code unique_identifier',
    })
  })
})

describe('holes', () => {
  it('are filled with values that stay values, whatever is in them', () => {
    const anyText = fc
      .string({unit: 'grapheme'})
      .filter((text) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    fc.assert(
      fc.property(anyText, fc.constantFrom('"', "'"), (text, quote) => {
        const template = `<Name><NameValue type="TextString" value=${quote}PARAMETER_x${quote}/></Name>`
        const [name] = readXmlDocument(filled(template, new Map([['x', text]])), kmipVocabulary)
        expect((name as TtlvNode & {type: typeof ItemType.Structure}).value).toMatchObject([{value: text}])
      }),
    )
  })

  it('are all named when their values are missing', () => {
    expect(() => filled('PARAMETER_b PARAMETER_a PARAMETER_b', new Map([['c', '1']]))).toThrow(
      'The template needs the parameters a, b',
    )
  })
})
