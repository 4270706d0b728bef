import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {processEnvironment, variable} from '../../config/environment.ts'
import type {AnsweredBytes} from '../client/operation-plan.ts'
import {objectBytes} from '../../kmip/objects/object-bytes.ts'
import {readInput, readSecretLine} from '../files/input-file.ts'

/** As `keyFileForms`, which are not loaded for a command that does not need them. */
const forms = ['raw', 'pem', 'der', 'jwk', 'pkcs12'] as const
const helpGroup = 'FILE'

/** In which form a file has the object that was fetched. */
export const formFlags = {
  as: Flags.option({
    summary: 'Form of the file, whatever format the server sends; PEM and JWK of public keys are shown without --out',
    options: forms,
    helpGroup,
  })(),
  'out-password-file': Flags.string({
    summary: 'File with a password to encrypt a private key with; PKCS#12 needs one [env: KMIPCTL_FILE_PASSWORD]',
    helpValue: 'FILE',
    helpGroup,
    dependsOn: ['as'],
  }),
  'certificate-file': Flags.string({
    summary: 'Certificate of the private key, and those above it, for PKCS#12',
    helpValue: 'FILE',
    helpGroup,
    dependsOn: ['as'],
  }),
}

export interface FormFlagValues {
  readonly as?: (typeof forms)[number] | undefined
  readonly out?: string | undefined
  readonly 'out-password-file'?: string | undefined
  readonly 'certificate-file'?: string | undefined
}

/** An answer with an object, and perhaps what the server says of it. */
interface ObjectAnswer {
  readonly uniqueIdentifier: string
  readonly object?: ManagedObject | undefined
  readonly attributes?: AttributeSet | undefined
}

/** The bytes of such an answer, for the plan of any operation that has one. */
interface ObjectBytes extends Pick<AnsweredBytes, 'secret' | 'form'> {
  of(answer: ObjectAnswer): Uint8Array | Promise<Uint8Array>
  isShown?(answer: ObjectAnswer, reveal: boolean): boolean
}

/** The bytes of an object in the form that the flags ask for. @throws UsageError naming the flag */
export async function bytesInForm(flags: FormFlagValues): Promise<ObjectBytes> {
  const secret = 'Key material'
  const {as: form} = flags
  if (form === undefined) return {secret, of: ({object}) => objectBytes(present(object))}
  const {isTextForm, writeObject} = await import('../../keyfile/write-object.ts')
  if (!isTextForm(form) && flags.out === undefined) {
    throw new UsageError(`Missing --out: --as ${form} gives bytes that are no text`)
  }
  const options = {password: await passwordFrom(flags), certificates: await certificatesFrom(flags)}
  return {
    secret,
    form,
    of: ({object, uniqueIdentifier: name, attributes}) =>
      writeObject(present(object), form, {...options, name, attributes}),
    isShown: ({object}, reveal) => reveal || isPublic(object),
  }
}

function present(object: ManagedObject | undefined): ManagedObject {
  if (object !== undefined) return object
  throw new UsageError('The server sent no object, only what it knows about it')
}

function isPublic(object: ManagedObject | undefined): boolean {
  return object?.type === 'PublicKey' || object?.type === 'Certificate' || object?.type === 'CertificateRequest'
}

/** The environment counts for PKCS#12 alone, so that a variable that is set for other files encrypts nothing unasked. */
async function passwordFrom({as: form, 'out-password-file': path}: FormFlagValues): Promise<string | undefined> {
  if (path !== undefined) return readSecretLine(path)
  return form === 'pkcs12' ? variable(processEnvironment(), 'KMIPCTL_FILE_PASSWORD') : undefined
}

async function certificatesFrom({as: form, 'certificate-file': path}: FormFlagValues) {
  if (path === undefined) return []
  if (form !== 'pkcs12') throw new UsageError('--certificate-file is for --as pkcs12 alone')
  const {readKeyFile} = await import('../../keyfile/read-key-file.ts')
  const {objects} = await readKeyFile(await readInput(path))
  const certificates = objects.flatMap((object) => (object.type === 'Certificate' ? object.certificate : []))
  if (certificates.length === 0) throw new UsageError(`--certificate-file ${path} holds no certificate`)
  return certificates
}
