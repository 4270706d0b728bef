import {whereExpressible} from '../attributes/where-expressible.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {AttestationType, ClientRegistrationMethod, ObjectType, Operation, QueryFunction} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {CapabilityInformation} from '../structures/capability-information.ts'
import {DefaultsInformation} from '../structures/defaults-information.ts'
import {ExtensionInformation} from '../structures/extension-information.ts'
import {ObjectGroups} from '../structures/object-groups.ts'
import {ProfileInformation} from '../structures/profile-information.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'
import {RNGParameters} from '../structures/rng-parameters.ts'
import {ServerInformation} from '../structures/server-information.ts'
import {ValidationInformation} from '../structures/validation-information.ts'

/** KMIP 1.4 sections 4.25 and 5.3, 2.1 sections 6.1.40 and 6.2.4. Each part of the response answers a function. */
export const Query = operation('Query', {
  since: '1.0',
  request: {
    queryFunction: field(Tag.QueryFunction, enumeration(QueryFunction)).repeated(),
    objectGroups: field(Tag.ObjectGroups, ObjectGroups).optional().since('2.1'),
  },
  response: {
    operation: field(Tag.Operation, enumeration(Operation)).repeated(),
    objectType: field(Tag.ObjectType, enumeration(ObjectType)).repeated(),
    vendorIdentification: field(Tag.VendorIdentification, text).optional(),
    serverInformation: field(Tag.ServerInformation, ServerInformation).optional(),
    applicationNamespace: field(Tag.ApplicationNamespace, text).repeated(),
    extensionInformation: field(Tag.ExtensionInformation, ExtensionInformation).repeated().since('1.1'),
    attestationType: field(Tag.AttestationType, enumeration(AttestationType)).repeated().since('1.2'),
    rngParameters: field(Tag.RNGParameters, RNGParameters).repeated().since('1.3'),
    profileInformation: field(Tag.ProfileInformation, whereExpressible(ProfileInformation)).repeated().since('1.3'),
    validationInformation: field(Tag.ValidationInformation, ValidationInformation).repeated().since('1.3'),
    capabilityInformation: field(Tag.CapabilityInformation, CapabilityInformation).repeated().since('1.3'),
    clientRegistrationMethod: field(Tag.ClientRegistrationMethod, enumeration(ClientRegistrationMethod))
      .repeated()
      .since('1.3'),
    defaultsInformation: field(Tag.DefaultsInformation, DefaultsInformation).optional().since('2.0'),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
})
