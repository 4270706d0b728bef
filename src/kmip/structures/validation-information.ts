import {field} from '../schema/field.ts'
import {enumeration, integer, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {ValidationAuthorityType, ValidationType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.20, 2.1 section 7.41. */
export const ValidationInformation = structure('Validation Information', {
  validationAuthorityType: field(Tag.ValidationAuthorityType, enumeration(ValidationAuthorityType)),
  validationAuthorityCountry: field(Tag.ValidationAuthorityCountry, text).optional(),
  validationAuthorityURI: field(Tag.ValidationAuthorityURI, text).optional(),
  validationVersionMajor: field(Tag.ValidationVersionMajor, integer),
  validationVersionMinor: field(Tag.ValidationVersionMinor, integer).optional(),
  validationType: field(Tag.ValidationType, enumeration(ValidationType)),
  validationLevel: field(Tag.ValidationLevel, integer),
  validationCertificateIdentifier: field(Tag.ValidationCertificateIdentifier, text).optional(),
  validationCertificateURI: field(Tag.ValidationCertificateURI, text).optional(),
  validationVendorURI: field(Tag.ValidationVendorURI, text).optional(),
  validationProfile: field(Tag.ValidationProfile, text).repeated(),
})
export type ValidationInformation = Infer<typeof ValidationInformation>
