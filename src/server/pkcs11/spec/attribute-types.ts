/** How the value of an attribute is transported. */
export type AttributeKind = 'bool' | 'ulong' | 'date' | 'bytes' | 'text' | 'ulongs' | 'template'

/** PKCS#11 3.0: the attributes that this token knows of, whether it has them or only how they are transported. */
const attributeRows = {
  CLASS: [0x00, 'ulong'],
  TOKEN: [0x01, 'bool'],
  PRIVATE: [0x02, 'bool'],
  LABEL: [0x03, 'text'],
  UNIQUE_ID: [0x04, 'text'],
  APPLICATION: [0x10, 'text'],
  VALUE: [0x11, 'bytes'],
  OBJECT_ID: [0x12, 'bytes'],
  CERTIFICATE_TYPE: [0x80, 'ulong'],
  ISSUER: [0x81, 'bytes'],
  SERIAL_NUMBER: [0x82, 'bytes'],
  AC_ISSUER: [0x83, 'bytes'],
  OWNER: [0x84, 'bytes'],
  ATTR_TYPES: [0x85, 'bytes'],
  TRUSTED: [0x86, 'bool'],
  CERTIFICATE_CATEGORY: [0x87, 'ulong'],
  JAVA_MIDP_SECURITY_DOMAIN: [0x88, 'ulong'],
  URL: [0x89, 'text'],
  HASH_OF_SUBJECT_PUBLIC_KEY: [0x8a, 'bytes'],
  HASH_OF_ISSUER_PUBLIC_KEY: [0x8b, 'bytes'],
  NAME_HASH_ALGORITHM: [0x8c, 'ulong'],
  CHECK_VALUE: [0x90, 'bytes'],
  KEY_TYPE: [0x100, 'ulong'],
  SUBJECT: [0x101, 'bytes'],
  ID: [0x102, 'bytes'],
  SENSITIVE: [0x103, 'bool'],
  ENCRYPT: [0x104, 'bool'],
  DECRYPT: [0x105, 'bool'],
  WRAP: [0x106, 'bool'],
  UNWRAP: [0x107, 'bool'],
  SIGN: [0x108, 'bool'],
  SIGN_RECOVER: [0x109, 'bool'],
  VERIFY: [0x10a, 'bool'],
  VERIFY_RECOVER: [0x10b, 'bool'],
  DERIVE: [0x10c, 'bool'],
  START_DATE: [0x110, 'date'],
  END_DATE: [0x111, 'date'],
  MODULUS: [0x120, 'bytes'],
  MODULUS_BITS: [0x121, 'ulong'],
  PUBLIC_EXPONENT: [0x122, 'bytes'],
  PRIVATE_EXPONENT: [0x123, 'bytes'],
  PRIME_1: [0x124, 'bytes'],
  PRIME_2: [0x125, 'bytes'],
  EXPONENT_1: [0x126, 'bytes'],
  EXPONENT_2: [0x127, 'bytes'],
  COEFFICIENT: [0x128, 'bytes'],
  PUBLIC_KEY_INFO: [0x129, 'bytes'],
  PRIME: [0x130, 'bytes'],
  SUBPRIME: [0x131, 'bytes'],
  BASE: [0x132, 'bytes'],
  PRIME_BITS: [0x133, 'ulong'],
  SUBPRIME_BITS: [0x134, 'ulong'],
  VALUE_BITS: [0x160, 'ulong'],
  VALUE_LEN: [0x161, 'ulong'],
  EXTRACTABLE: [0x162, 'bool'],
  LOCAL: [0x163, 'bool'],
  NEVER_EXTRACTABLE: [0x164, 'bool'],
  ALWAYS_SENSITIVE: [0x165, 'bool'],
  KEY_GEN_MECHANISM: [0x166, 'ulong'],
  MODIFIABLE: [0x170, 'bool'],
  COPYABLE: [0x171, 'bool'],
  DESTROYABLE: [0x172, 'bool'],
  EC_PARAMS: [0x180, 'bytes'],
  EC_POINT: [0x181, 'bytes'],
  ALWAYS_AUTHENTICATE: [0x202, 'bool'],
  WRAP_WITH_TRUSTED: [0x210, 'bool'],
  WRAP_TEMPLATE: [0x4000_0211, 'template'],
  UNWRAP_TEMPLATE: [0x4000_0212, 'template'],
  DERIVE_TEMPLATE: [0x4000_0213, 'template'],
  HW_FEATURE_TYPE: [0x300, 'ulong'],
  RESET_ON_INIT: [0x301, 'bool'],
  HAS_RESET: [0x302, 'bool'],
  MECHANISM_TYPE: [0x500, 'ulong'],
  ALLOWED_MECHANISMS: [0x4000_0600, 'ulongs'],
  PROFILE_ID: [0x601, 'ulong'],
} as const satisfies Record<string, readonly [number, AttributeKind]>

/** Name of an attribute without its CKA_. */
export type AttributeName = keyof typeof attributeRows

const names = Object.keys(attributeRows) as readonly AttributeName[]

/** Numbers by name, such as CKA.CLASS. */
export const CKA = Object.fromEntries(names.map((name) => [name, attributeRows[name][0]])) as {
  readonly [N in AttributeName]: (typeof attributeRows)[N][0]
}

const byNumber = new Map<number, AttributeName>(names.map((name) => [attributeRows[name][0], name]))

/** Undefined for attributes of vendors and those that this token has never heard of. */
export function attributeName(type: number): AttributeName | undefined {
  return byNumber.get(type)
}

/** What is not known is taken for bytes, which most attributes are. */
export function attributeKind(type: number): AttributeKind {
  const name = byNumber.get(type)
  return name === undefined ? 'bytes' : attributeRows[name][1]
}
