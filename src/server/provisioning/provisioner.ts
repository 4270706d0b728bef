import type {SigningRequest} from '../../ca/signing-request.ts'
import type {IssuedCertificate} from '../../ca/client-certificate.ts'
import type {AdministrationReader, AdministrationWriter} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'

/** Whose credential is replaced. */
export type Applicant = Pick<
  Identity,
  'scopeId' | 'scopeName' | 'roleId' | 'roleName' | 'serialNumber' | 'commonName' | 'foreign'
>

/** What a client asks for. */
export interface Application {
  readonly applicant: Applicant
  /** Of the key that is to be certified; without it a key is made. */
  readonly signingRequest: SigningRequest | undefined
  readonly now: Date
}

/** A new credential that belongs to nobody yet; with the private key when it was made here. */
export interface NewCertificate extends IssuedCertificate {
  readonly privateKeyPem?: string | undefined
  /** Name and generation of the authority. */
  readonly issuer: string
}

/**
 * How clients come by another credential for the role that they have. The rules are those of whoever issues credentials,
 * so a server is given them. All fail with a KmipError.
 */
export interface Provisioner {
  /** Decides what the new certificate shall be; what it gives takes a while and needs no transaction. */
  plan(administration: AdministrationReader, application: Application): Promise<() => Promise<NewCertificate>>
  /** Makes a credential of a new certificate, and takes back the one that the client has. */
  exchange(administration: AdministrationWriter, applicant: Applicant, made: NewCertificate, now: Date): Promise<void>
  /** Takes back the credential that the client has. */
  revoke(administration: AdministrationWriter, applicant: Applicant, now: Date): Promise<void>
}
