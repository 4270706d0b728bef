import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {OperationContext} from '../../context.ts'
import {rawBytes} from '../key-material.ts'
import {linkedIds} from '../links.ts'
import {contentOf, type ServerObject} from '../server-object.ts'

/**
 * The password of a PKCS#12 container: the value of the one Secret Data of type Password that the key's PKCS#12 Password
 * Link leads to. KMIP 1.4 sections 4.11 and 11.4.
 */
export async function containerPassword(context: OperationContext, attributes: AttributeSet): Promise<string> {
  const [id, second] = linkedIds({attributes}, 'PKCS_12PasswordLink')
  if (id === undefined || second !== undefined) {
    throw new KmipError('BadPassword', 'PKCS#12 needs exactly one PKCS#12 Password Link to the password')
  }
  if (!(await context.objects.exists(id))) throw noPassword(id)
  const object = await context.objects.load(id)
  const value = passwordOf(object)
  const state = object.attributes.get('State')
  if (state !== 'Active') {
    throw new KmipError('WrongKeyLifecycleState', `The password ${id} is ${state ?? 'stateless'}, it must be Active`)
  }
  return value
}

function passwordOf(object: ServerObject): string {
  const content = contentOf(object)
  if (content.type !== 'SecretData' || content.value.secretDataType !== 'Password') throw noPassword(object.id)
  const bytes = rawBytes(content.value.keyBlock)
  if (bytes === undefined)
    throw new KmipError('KeyValueNotPresent', `The value of the password ${object.id} is not at hand unwrapped`)
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    throw new KmipError('BadPassword', `The password ${object.id} is no text in UTF-8`, {cause})
  }
}

function noPassword(id: string): KmipError {
  return new KmipError(
    'BadPassword',
    `The PKCS#12 Password Link leads to ${id}, which is no Secret Data of type Password`,
  )
}
