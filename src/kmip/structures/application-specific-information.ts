import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.36, 2.1 section 4.4. */
export const ApplicationSpecificInformation = structure('Application Specific Information', {
  applicationNamespace: field(Tag.ApplicationNamespace, text),
  applicationData: field(Tag.ApplicationData, text).optional(),
})
export type ApplicationSpecificInformation = Infer<typeof ApplicationSpecificInformation>
