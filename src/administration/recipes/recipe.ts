import type {CredentialLayout, CredentialPart} from '../../ca/credential-parts.ts'
import type {KeySpecification} from '../../ca/key-specification.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Address} from '../../transport/address.ts'

/** What a client program needs of its credential, and how it is told about it. Facts of its vendor, nothing else. */
export interface Recipe {
  /** For `--for`: lower case, letters, digits, hyphens and underscores. */
  readonly name: string
  readonly product: string
  /** Other names that are understood. */
  readonly aliases?: readonly string[]
  /** The kind of key the client takes for sure, where not every kind is. */
  readonly key?: KeySpecification
  /** The client wants a certificate that servers may present too. */
  readonly serverAuth?: boolean
  /** The client wants an alternative name in the certificate. */
  readonly needsName?: boolean
  /** How long its certificates live unless somebody says otherwise; short ones suit programs that renew by themselves. */
  readonly ttlSeconds?: number
  readonly layout: CredentialLayout
  /** What it asks of the server, as far as that is known. */
  readonly operations?: readonly OperationName[]
  /** Lines to paste, or steps to take. */
  readonly settings: (files: RecipeFiles) => readonly RecipeSetting[]
  /** What to know besides, one sentence each, without a full stop. */
  readonly notes?: readonly string[]
}

/** Where the files of a credential lie, and the server it is for. */
export interface RecipeFiles {
  readonly address: Address
  readonly scope: string
  /** Full path of the folder. */
  readonly folder: string
  /** Full paths; only those of the layout's parts exist. */
  readonly paths: Readonly<Record<CredentialPart, string>>
}

/** One piece of configuration. */
export interface RecipeSetting {
  /** The file, the tool or the page it is for. */
  readonly title: string
  readonly lines: readonly string[]
}

/** A year: what is installed by hand. */
export const yearSeconds = 365 * 24 * 60 * 60

/** Three files that programs with a TLS library of the system take. */
export const tlsLayout = {ca: 'ca.pem', certificate: 'cert.pem', key: 'key.pem'} as const satisfies CredentialLayout

/** Four files that most programs choose from. */
export const pemLayout = {...tlsLayout, bundle: 'bundle.pem'} as const satisfies CredentialLayout

/** For programs and pages that want one certificate in a file. */
export const singleLayout = {ca: 'ca.pem', leaf: 'cert.pem', key: 'key.pem'} as const satisfies CredentialLayout

/** The key that appliances with a TLS library of their own take for sure. */
export const rsaKey: KeySpecification = {type: 'rsa', bits: 3072}
