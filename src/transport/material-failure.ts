import type {DescribeFailure, FailureTable} from './failure.ts'

const passphrase: DescribeFailure = (_server, {tls}) =>
  tls.passphrase === undefined
    ? {
        message: 'Private key is encrypted and no passphrase is given',
        hint: 'Pass --key-password-file, or set KMIPCTL_KEY_PASSWORD',
      }
    : {message: 'Passphrase does not open the private key', hint: 'Check the passphrase'}

const unreadable: DescribeFailure = () => ({
  message: 'Certificate, private key or authority is not valid PEM',
  hint: 'Check that the files hold PEM and are complete',
})

/** OpenSSL's codes for what is wrong with our own certificate, key and authorities. */
export const materialFailures: FailureTable = {
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: () => ({
    message: 'Private key does not belong to the certificate',
    hint: 'Pass the key that the certificate was made for',
  }),
  ERR_OSSL_X509_KEY_TYPE_MISMATCH: () => ({
    message: 'Private key is of another kind than the one in the certificate',
    hint: 'Pass the key that the certificate was made for',
  }),
  ERR_OSSL_BAD_DECRYPT: passphrase,
  ERR_OSSL_EVP_BAD_DECRYPT: passphrase,
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: passphrase,
  ERR_MISSING_PASSPHRASE: passphrase,
  ERR_OSSL_PEM_NO_START_LINE: unreadable,
  ERR_OSSL_PEM_BAD_END_LINE: unreadable,
  ERR_OSSL_PEM_BAD_BASE64_DECODE: unreadable,
  ERR_OSSL_UNSUPPORTED: unreadable,
  ERR_OSSL_ASN1_WRONG_TAG: unreadable,
  ERR_OSSL_ASN1_NOT_ENOUGH_DATA: unreadable,
  ERR_OSSL_ASN1_HEADER_TOO_LONG: unreadable,
  ERR_SSL_CA_MD_TOO_WEAK: () => ({message: 'Our certificate is signed with a digest that OpenSSL refuses'}),
  ERR_SSL_EE_KEY_TOO_SMALL: () => ({message: 'Key of our certificate is too short for OpenSSL'}),
}
