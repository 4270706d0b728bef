import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.2, 2.1 section 9.11. */
export const DeviceCredential = structure('Device Credential', {
  deviceSerialNumber: field(Tag.DeviceSerialNumber, text).optional(),
  password: field(Tag.Password, text).optional(),
  deviceIdentifier: field(Tag.DeviceIdentifier, text).optional(),
  networkIdentifier: field(Tag.NetworkIdentifier, text).optional(),
  machineIdentifier: field(Tag.MachineIdentifier, text).optional(),
  mediaIdentifier: field(Tag.MediaIdentifier, text).optional(),
})
export type DeviceCredential = Infer<typeof DeviceCredential>
