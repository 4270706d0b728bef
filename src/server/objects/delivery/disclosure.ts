import {KmipError} from '../../../kmip/error.ts'
import type {ServerObject} from '../server-object.ts'

/** KMIP 1.4 sections 3.47 and 3.49: sensitive values leave only encrypted, others may not leave at all. */
export function checkDisclosure({attributes, id}: ServerObject, encrypted: boolean): void {
  if (attributes.get('Extractable') === false)
    throw new KmipError('NotExtractable', `The value of object ${id} may not leave the server`)
  if (attributes.get('Sensitive') === true && !encrypted) {
    throw new KmipError('Sensitive', `The value of object ${id} is sensitive and leaves the server only wrapped`)
  }
}
