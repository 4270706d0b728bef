import {Create} from '../../../../src/kmip/operations/create.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {aes, attributes, nameOf, opaque, register} from '../../../support/managed-objects.ts'
import {at} from '../../../support/test-engine.ts'
import {
  on,
  key,
  active,
  templateOf,
  absentKey,
  id,
  unmade,
  crowd,
  taken,
  addressing,
  create,
  registering,
  importing,
  making,
  describeRefusals,
  ever,
} from '../../../support/error-rows.ts'

describeRefusals({
  Create: [
    ...making(Create, create),
    [
      'the object type is not known',
      ['InvalidField', 'InvalidObjectType'],
      (t) => t.reason(Create, {objectType: 0x80000007, attributes: attributes(aes)}),
    ],
  ],
  Register: [
    ...making(Register, registering),
    [
      'the object is of another type than announced',
      ever('InvalidField'),
      (t) => t.reason(Register, {...registering(attributes(aes)), objectType: 'SecretData'}),
    ],
    [
      'a template holds a name',
      'InvalidField',
      (t) =>
        t.reason(Register, {
          objectType: 'Template',
          attributes: attributes({}),
          object: templateOf({Name: nameOf('n')}),
        }),
    ],
  ],
  Import: [
    [
      'the identifier is taken',
      ever('ObjectAlreadyExists'),
      on(Import, key(), (one) => importing(one, attributes(aes))),
    ],
    [
      'the object is of another type than announced',
      ever('InvalidField'),
      (t) => t.reason(Import, {...importing('new', attributes(aes)), objectType: 'SecretData'}),
    ],
    [
      'an attribute has an incorrect value',
      ['InvalidField', 'InvalidAttributeValue'],
      (t) => t.reason(Import, importing('new', attributes({...aes, CryptographicLength: 3}))),
    ],
    [
      'another object has the name',
      ['InvalidField', 'NonUniqueNameAttribute'],
      async (t) => {
        await taken(t)
        return t.reason(Import, importing('new', attributes({CryptographicAlgorithm: 'AES', Name: nameOf('taken')})))
      },
    ],
    [
      'an attribute has more instances than the server keeps',
      ['IndexOutOfBounds', 'ServerLimitExceeded'],
      (t) => t.reason(Import, importing('new', crowd())),
    ],
    [
      'the server cannot make application data',
      ever('ApplicationNamespaceNotSupported'),
      (t) => t.reason(Import, importing('new', attributes(unmade))),
    ],
  ],
  'Re-key': [
    ...addressing(ReKey, id),
    [
      'the object is no symmetric key',
      ['PermissionDenied', 'InvalidObjectType'],
      on(ReKey, (t) => register(t, opaque('o')), id),
    ],
    [
      'an offset and a date are given',
      ever('InvalidMessage'),
      on(ReKey, active(), (one) => ({...id(one), offset: 1, attributes: attributes({ActivationDate: at(9)})})),
    ],
    [
      'an offset has no date to apply to',
      ['IllegalOperation', 'InvalidField'],
      on(ReKey, key(), (one) => ({...id(one), offset: 1})),
    ],
    ['the key value is not here', ever('KeyValueNotPresent'), on(ReKey, absentKey, id)],
    [
      'the server cannot make application data',
      ever('ApplicationNamespaceNotSupported'),
      on(ReKey, key(), (one) => ({...id(one), attributes: attributes(unmade)})),
    ],
  ],
})
