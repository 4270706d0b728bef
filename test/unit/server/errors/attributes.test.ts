import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {nameOf, opaque, register, type AttributeValues} from '../../../support/managed-objects.ts'
import {
  on,
  key,
  id,
  crowd,
  item,
  taken,
  active,
  addressing,
  describeRefusals,
  ever,
  type Refusal,
} from '../../../support/error-rows.ts'
import {at} from '../../../support/test-engine.ts'

describeRefusals({
  'Get Attributes': [
    ...addressing(GetAttributes, id),
    [
      'a name is given twice',
      ever('InvalidMessage'),
      on(GetAttributes, key(), (one) => ({...id(one), attributeReferences: ['Name', 'Name'] as const})),
    ],
  ],
  'Get Attribute List': addressing(GetAttributeList, id),
  'Add Attribute': [
    ...addressing(AddAttribute, (one) => ({...id(one), newAttribute: item('Comment', 'c')})),
    ['it is read-only', ['PermissionDenied', 'ReadOnlyAttribute'], adding(item('State', 'Active'))],
    ['it is not for this object', ['PermissionDenied', 'InvalidAttribute'], adding(item('CertificateLength', 9))],
    [
      'it is there already',
      ['IllegalOperation', 'AttributeSingleValued'],
      adding(item('ContactInformation', 'Al'), {ContactInformation: 'Jo'}),
    ],
    ['it has an index', 'InvalidField', adding(item('Name', nameOf('n'), 1))],
    [
      'another object has the name',
      ['IllegalOperation', 'NonUniqueNameAttribute'],
      on(AddAttribute, taken, (one) => ({...id(one), newAttribute: item('Name', nameOf('taken'))})),
    ],
    [
      'the server keeps no more instances',
      ['IndexOutOfBounds', 'ServerLimitExceeded'],
      on(
        AddAttribute,
        (t) => {
          const groups = crowd()
          groups.delete('ObjectGroup', 0)
          return register(t, opaque('o'), groups)
        },
        (one) => ({...id(one), newAttribute: item('ObjectGroup', 'one more')}),
      ),
    ],
    [
      'the server cannot make application data',
      ever('ApplicationNamespaceNotSupported'),
      adding(item('ApplicationSpecificInformation', {applicationNamespace: 'ns'})),
    ],
  ],
  'Modify Attribute': [
    ...addressing(ModifyAttribute, (one) => ({...id(one), newAttribute: item('Comment', 'c')})),
    ['it is not there', ['InvalidField', 'AttributeNotFound'], modifying(item('Comment', 'c'))],
    ['there is no such instance', 'ItemNotFound', modifying(item('Name', nameOf('m'), 5))],
    ['it is read-only', ['PermissionDenied', 'AttributeReadOnly'], modifying(item('CryptographicLength', 128))],
    [
      'there is no instance with such a value',
      [undefined, 'AttributeInstanceNotFound'],
      on(ModifyAttribute, key({Name: nameOf('n')}), (one) => ({
        ...id(one),
        currentAttribute: item('Name', nameOf('other')),
        newAttribute: item('Name', nameOf('m')),
      })),
    ],
    [
      'the object is not Pre-Active any more',
      ['PermissionDenied', 'WrongKeyLifecycleState'],
      on(ModifyAttribute, active(), (one) => ({...id(one), newAttribute: item('ActivationDate', at(1))})),
    ],
    [
      'it would be out of order',
      ['InvalidField', 'InvalidAttributeValue'],
      on(ModifyAttribute, key({ActivationDate: at(60), DeactivationDate: at(90)}), (one) => ({
        ...id(one),
        newAttribute: item('ActivationDate', at(120)),
      })),
    ],
    [
      'another object has the name',
      ['IllegalOperation', 'NonUniqueNameAttribute'],
      on(ModifyAttribute, taken, (one) => ({...id(one), newAttribute: item('Name', nameOf('taken'))})),
    ],
    [
      'the server cannot make application data',
      ever('ApplicationNamespaceNotSupported'),
      on(
        ModifyAttribute,
        key({ApplicationSpecificInformation: {applicationNamespace: 'ns', applicationData: 'd'}}),
        (one) => ({...id(one), newAttribute: item('ApplicationSpecificInformation', {applicationNamespace: 'ns'})}),
      ),
    ],
  ],
  'Delete Attribute': [
    ...addressing(DeleteAttribute, (one) => ({...id(one), attributeReference: 'Comment' as const})),
    ['it has to stay', ['PermissionDenied', 'AttributeReadOnly'], deleting('UniqueIdentifier')],
    ['there is no such instance', 'ItemNotFound', deleting('Name', 5)],
    [
      'there is no instance with such a value',
      [undefined, 'AttributeInstanceNotFound'],
      on(DeleteAttribute, key({Name: nameOf('n')}), (one) => ({
        ...id(one),
        currentAttribute: item('Name', nameOf('other')),
      })),
    ],
    ['there is no such attribute', ['ItemNotFound', 'AttributeNotFound'], deleting('Comment')],
  ],
})

function adding(newAttribute: ReturnType<typeof item>, values?: AttributeValues): Refusal {
  return on(AddAttribute, key(values), (one) => ({...id(one), newAttribute}))
}

function modifying(newAttribute: ReturnType<typeof item>): Refusal {
  return on(ModifyAttribute, key({Name: nameOf('n')}), (one) => ({...id(one), newAttribute}))
}

function deleting(attributeReference: keyof AttributeValues, attributeIndex?: number): Refusal {
  return on(DeleteAttribute, key({Name: nameOf('n')}), (one) => ({...id(one), attributeReference, attributeIndex}))
}
