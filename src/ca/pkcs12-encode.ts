import {createCipheriv, hash, pbkdf2, randomBytes} from 'node:crypto'
import {promisify} from 'node:util'
import {type Asn1, type Der, loadDer} from './der.ts'
import {pkcs12Mac} from './pkcs12-mac.ts'
import {oids} from './pkcs12-oids.ts'

export interface Pkcs12Contents {
  readonly certificateDer: Uint8Array
  readonly chainDer: readonly Uint8Array[]
  /** PKCS#8. */
  readonly privateKeyDer: Uint8Array
  readonly password: string
  readonly friendlyName?: string | undefined
}

const derive = promisify(pbkdf2)

/** Slow enough to make guessing dear, fast enough (tens of milliseconds) for the clients that open the file each time. */
const iterations = 50_000
const saltLength = 16

/**
 * A PKCS#12 file (RFC 7292): certificates and key encrypted with PBES2 (PBKDF2 with HMAC-SHA-256, AES-256-CBC), the
 * whole protected by an HMAC-SHA-256. node-forge's own writer is not used: it takes RSA keys only, and SHA-1.
 */
export async function encodePkcs12(contents: Pkcs12Contents): Promise<Uint8Array> {
  const der = await loadDer()
  const attributes = bagAttributes(der, contents)
  const certificates = der.encode(
    der.sequence(
      certificateBag(der, contents.certificateDer, [attributes]),
      ...contents.chainDer.map((chain) => certificateBag(der, chain, [])),
    ),
  )
  const certificateBox = await encrypt(der, certificates, contents.password)
  const keyBox = await encrypt(der, contents.privateKeyDer, contents.password)
  const shroudedKey = der.sequence(keyBox.algorithm, der.octets(keyBox.ciphertext))
  const safe = der.encode(
    der.sequence(
      encryptedDataInfo(der, certificateBox),
      dataInfo(
        der,
        der.encode(der.sequence(der.sequence(der.oid(oids.shroudedKeyBag), der.explicit(0, shroudedKey), attributes))),
      ),
    ),
  )
  return der.encode(der.sequence(der.integer(3), dataInfo(der, safe), await macData(der, safe, contents.password)))
}

/** Tells readers which certificate belongs to the key; the value is a label, not a protection. */
function bagAttributes(der: Der, {certificateDer, friendlyName}: Pkcs12Contents): Asn1 {
  const localKeyId = der.octets(hash('sha1', certificateDer, 'buffer'))
  return der.set(
    ...(friendlyName === undefined ? [] : [der.sequence(der.oid(oids.friendlyName), der.set(der.bmp(friendlyName)))]),
    der.sequence(der.oid(oids.localKeyId), der.set(localKeyId)),
  )
}

function certificateBag(der: Der, certificate: Uint8Array, attributes: readonly Asn1[]): Asn1 {
  const value = der.sequence(der.oid(oids.x509Certificate), der.explicit(0, der.octets(certificate)))
  return der.sequence(der.oid(oids.certificateBag), der.explicit(0, value), ...attributes)
}

function dataInfo(der: Der, bytes: Uint8Array): Asn1 {
  return der.sequence(der.oid(oids.data), der.explicit(0, der.octets(bytes)))
}

interface EncryptedBox {
  readonly algorithm: Asn1
  readonly ciphertext: Buffer
}

function encryptedDataInfo(der: Der, {algorithm, ciphertext}: EncryptedBox): Asn1 {
  const content = der.sequence(der.oid(oids.data), algorithm, der.implicitOctets(0, ciphertext))
  return der.sequence(der.oid(oids.encryptedData), der.explicit(0, der.sequence(der.integer(0), content)))
}

/** PBES2 (RFC 8018, 6.2). */
async function encrypt(der: Der, plaintext: Uint8Array, password: string): Promise<EncryptedBox> {
  const salt = randomBytes(saltLength)
  const iv = randomBytes(16)
  const key = await derive(password, salt, iterations, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const parameters = der.sequence(
    der.octets(salt),
    der.integer(iterations),
    der.sequence(der.oid(oids.hmacWithSha256), der.null()),
  )
  return {
    algorithm: der.sequence(
      der.oid(oids.pbes2),
      der.sequence(
        der.sequence(der.oid(oids.pbkdf2), parameters),
        der.sequence(der.oid(oids.aes256Cbc), der.octets(iv)),
      ),
    ),
    ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final()]),
  }
}

async function macData(der: Der, safe: Uint8Array, password: string): Promise<Asn1> {
  const salt = randomBytes(saltLength)
  const mac = await pkcs12Mac(safe, {digest: 'sha256', salt, iterations, password})
  return der.sequence(
    der.sequence(der.sequence(der.oid(oids.sha256), der.null()), der.octets(mac)),
    der.octets(salt),
    der.integer(iterations),
  )
}
