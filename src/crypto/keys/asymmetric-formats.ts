import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../kmip/spec/enumerations.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {pkcs1} from './pkcs1.ts'
import {pkcs8} from './pkcs8.ts'
import {raw} from './raw.ts'
import {sec1} from './sec1.ts'
import {transparentDhPrivateKey, transparentDhPublicKey} from './transparent-dh.ts'
import {transparentDsaPrivateKey, transparentDsaPublicKey} from './transparent-dsa.ts'
import {transparentEcPrivateKey, transparentEcPublicKey} from './transparent-ec.ts'
import {transparentRsaPrivateKey, transparentRsaPublicKey} from './transparent-rsa.ts'
import {x509} from './x509.ts'

/** The formats whose material is understood here. A new one is one line. KMIP 1.4 section 9.1.3.2.3. */
export const asymmetricFormats: Readonly<Partial<Record<EnumName<typeof KeyFormatType>, AsymmetricFormat>>> = {
  Raw: raw,
  PKCS_1: pkcs1,
  PKCS_8: pkcs8,
  X_509: x509,
  ECPrivateKey: sec1,
  TransparentDSAPrivateKey: transparentDsaPrivateKey,
  TransparentDSAPublicKey: transparentDsaPublicKey,
  TransparentRSAPrivateKey: transparentRsaPrivateKey,
  TransparentRSAPublicKey: transparentRsaPublicKey,
  TransparentDHPrivateKey: transparentDhPrivateKey,
  TransparentDHPublicKey: transparentDhPublicKey,
  TransparentECDSAPrivateKey: transparentEcPrivateKey,
  TransparentECDSAPublicKey: transparentEcPublicKey,
  TransparentECDHPrivateKey: transparentEcPrivateKey,
  TransparentECDHPublicKey: transparentEcPublicKey,
  TransparentECMQVPrivateKey: transparentEcPrivateKey,
  TransparentECMQVPublicKey: transparentEcPublicKey,
  TransparentECPrivateKey: transparentEcPrivateKey,
  TransparentECPublicKey: transparentEcPublicKey,
}
