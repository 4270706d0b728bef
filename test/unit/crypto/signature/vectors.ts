import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import {dsaAlgorithm, fieldPrivateKey} from '../../../../src/crypto/keys/discrete-logarithm-key.ts'
import {ellipticPrivateKey} from '../../../../src/crypto/keys/elliptic-key.ts'
import {bytesOfNumber} from '../../../../src/crypto/keys/numbers.ts'
import {completeRsa} from '../../../../src/crypto/keys/rsa-components.ts'

export interface Vector {
  readonly privateKey: KeyObject
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

function hex(...digits: readonly string[]): Buffer {
  return Buffer.from(digits.join(''), 'hex')
}

function number(...digits: readonly string[]): bigint {
  return BigInt(`0x${digits.join('')}`)
}

/** A private RSA key from some of its numbers. */
export function rsaKey(numbers: Parameters<typeof completeRsa>[0]): KeyObject {
  const key = completeRsa(numbers)
  const text = (value: bigint) => bytesOfNumber(value).toString('base64url')
  const jwk = {
    kty: 'RSA',
    n: text(key.modulus),
    e: text(key.publicExponent),
    d: text(key.privateExponent),
    p: text(key.p),
    q: text(key.q),
    dp: text(key.primeExponentP),
    dq: text(key.primeExponentQ),
    qi: text(key.crtCoefficient),
  }
  return createPrivateKey({key: jwk, format: 'jwk'})
}

/** RFC 6979 appendix A.2.5: P-256, SHA-256, "sample"; the signature as r and s. */
export const ecdsaP256 = {
  privateKey: ellipticPrivateKey('P_256', number('C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721')),
  message: Buffer.from('sample'),
  r: number('EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716'),
  s: number('F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8'),
}

/** RFC 6979 appendix A.2.1: DSA of 1024 bits, SHA-256, "sample". */
export const dsa1024 = {
  privateKey: fieldPrivateKey(dsaAlgorithm, {
    parameters: [
      number(
        '86F5CA03DCFEB225063FF830A0C769B9DD9D6153AD91D7CE27F787C43278B447',
        'E6533B86B18BED6E8A48B784A14C252C5BE0DBF60B86D6385BD2F12FB763ED88',
        '73ABFD3F5BA2E0A8C0A59082EAC056935E529DAF7C610467899C77ADEDFC846C',
        '881870B7B19B2B58F9BE0521A17002E3BDD6B86685EE90B3D9A1B02B782B1779',
      ),
      number('996F967F6C8E388D9E28D01E205FBA957A5698B1'),
      number(
        '07B0F92546150B62514BB771E2A0C0CE387F03BDA6C56B505209FF25FD3C133D',
        '89BBCD97E904E09114D9A7DEFDEADFC9078EA544D2E401AEECC40BB9FBBF78FD',
        '87995A10A1C27CB7789B594BA7EFB5C4326A9FE59A070E136DB77175464ADCA4',
        '17BE5DCE2F40D10A46A3A3943F26AB7FD9C0398FF8C76EE0A56826A8A88F1DBD',
      ),
    ],
    number: number('411602CB19A6CCC34494D79D98EF1E7ED5AF25F7'),
  }),
  message: Buffer.from('sample'),
  r: number('81F2F5850BE5BC123C43F71A3033E9384611C545'),
  s: number('4CDD914B65EB6C66A8AAAD27299BEE6B035F5E89'),
}

/** RFC 7515 appendix A.2: RSASSA-PKCS1-v1_5 with SHA-256. */
export const pkcs1Sha256: Vector = {
  privateKey: rsaKey({
    modulus: number(
      Buffer.from(
        'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ' +
          'S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2' +
          'R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcD' +
          'TW9gb54h4FRWyuXpoQ',
        'base64url',
      ).toString('hex'),
    ),
    publicExponent: 65_537n,
    privateExponent: number(
      Buffer.from(
        'Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_G' +
          'O-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQl' +
          'BjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0' +
          'QU91p1DhOVRuOopznQ',
        'base64url',
      ).toString('hex'),
    ),
  }),
  message: Buffer.from(
    'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
  ),
  signature: Buffer.from(
    'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t' +
      '1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12j' +
      'zDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQ' +
      'Ge77Rw',
    'base64url',
  ),
}

/** RSA Laboratories, test vectors for RSASSA-PSS, examples 1.2 and 2.1: SHA-1, a salt of 20 bytes; 1024 and 1025 bits. */
export const pssSha1: readonly Vector[] = [
  {
    privateKey: rsaKey({
      modulus: number(
        'a56e4a0e701017589a5187dc7ea841d156f2ec0e36ad52a44dfeb1e61f7ad991d8c51056ffedb162b4c0f283a12a88a394dff526ab7291cb',
        'b307ceabfce0b1dfd5cd9508096d5b2b8b6df5d671ef6377c0921cb23c270a70e2598e6ff89d19f105acc2d3f0cb35f29280e1386b6f64c4',
        'ef22e1e1f20d0ce8cffb2249bd9a2137',
      ),
      publicExponent: 65_537n,
      p: number(
        'e7e8942720a877517273a356053ea2a1bc0c94aa72d55c6e86296b2dfc967948c0a72cbccca7eacb35706e09a1df55a1535bd9b3cc34160b',
        '3b6dcd3eda8e6443',
      ),
      q: number(
        'b69dca1cf7d4d7ec81e75b90fcca874abcde123fd2700180aa90479b6e48de8d67ed24f9f19d85ba275874f542cd20dc723e6963364a1f94',
        '25452b269a6799fd',
      ),
    }),
    message: hex(
      '851384cdfe819c22ed6c4ccb30daeb5cf059bc8e1166b7e3530c4c233e2b5f8f71a1cca582d43ecc72b1bca16dfc7013226b9e',
    ),
    signature: hex(
      '3ef7f46e831bf92b32274142a585ffcefbdca7b32ae90d10fb0f0c729984f04ef29a9df0780775ce43739b97838390db0a5505e63de92702',
      '8d9d29b219ca2c4517832558a55d694a6d25b9dab66003c4cccd907802193be5170d26147d37b93590241be51c25055f47ef62752cfbe214',
      '18fafe98c22c4d4d47724fdb5669e843',
    ),
  },
  {
    privateKey: rsaKey({
      modulus: number(
        '01d40c1bcf97a68ae7cdbd8a7bf3e34fa19dcca4ef75a47454375f94514d88fed006fb829f8419ff87d6315da68a1ff3a0938e9abb346401',
        '1c303ad99199cf0c7c7a8b477dce829e8844f625b115e5e9c4a59cf8f8113b6834336a2fd2689b472cbb5e5cabe674350c59b6c17e176874',
        'fb42f8fc3d176a017edc61fd326c4b33c9',
      ),
      publicExponent: 65_537n,
      p: number(
        '016601e926a0f8c9e26ecab769ea65a5e7c52cc9e080ef519457c644da6891c5a104d3ea7955929a22e7c68a7af9fcad777c3ccc2b9e3d36',
        '50bce404399b7e59d1',
      ),
      q: number(
        '014eafa1d4d0184da7e31f877d1281ddda625664869e8379e67ad3b75eae74a580e9827abd6eb7a002cb5411f5266797768fb8e95ae40e3e',
        '8a01f35ff89e56c079',
      ),
    }),
    message: hex(
      'daba032066263faedb659848115278a52c44faa3a76f37515ed336321072c40a9d9b53bc05014078adf520875146aae70ff060226dcb7b1f',
      '1fc27e9360',
    ),
    signature: hex(
      '014c5ba5338328ccc6e7a90bf1c0ab3fd606ff4796d3c12e4b639ed9136a5fec6c16d8884bdd99cfdc521456b0742b736868cf90de099adb',
      '8d5ffd1deff39ba4007ab746cefdb22d7df0e225f54627dc65466131721b90af445363a8358b9f607642f78fab0ab0f43b7168d64bae70d8',
      '827848d8ef1e421c5754ddf42c2589b5b3',
    ),
  },
]

/** RSA Laboratories, test vectors for RSAES-OAEP, example 1.1: SHA-1, no label. */
export const oaepSha1 = {
  privateKey: rsaKey({
    modulus: number(
      'a8b3b284af8eb50b387034a860f146c4919f318763cd6c5598c8ae4811a1e0abc4c7e0b082d693a5e7fced675cf4668512772c0cbc64a742',
      'c6c630f533c8cc72f62ae833c40bf25842e984bb78bdbf97c0107d55bdb662f5c4e0fab9845cb5148ef7392dd3aaff93ae1e6b667bb3d424',
      '7616d4f5ba10d4cfd226de88d39f16fb',
    ),
    publicExponent: 65_537n,
    p: number(
      'd32737e7267ffe1341b2d5c0d150a81b586fb3132bed2f8d5262864a9cb9f30af38be448598d413a172efb802c21acf1c11c520c2f26a471',
      'dcad212eac7ca39d',
    ),
    q: number(
      'cc8853d1d54da630fac004f471f281c7b8982d8224a490edbeb33d3e3d5cc93c4765703d1dd791642f1f116a0dd852be2419b2af72bfe9a0',
      '30e860b0288b5d77',
    ),
  }),
  message: hex('6628194e12073db03ba94cda9ef9532397d50dba79b987004afefe34'),
  seed: hex('18b776ea21069d69776a33e96bad48e1dda0a5ef'),
  ciphertext: hex(
    '354fe67b4a126d5d35fe36c777791a3f7ba13def484e2d3908aff722fad468fb21696de95d0be911c2d3174f8afcc201035f7b6d8e69402d',
    'e5451618c21a535fa9d7bfc5b8dd9fc243f8cf927db31322d6e881eaa91a996170e657a05a266426d98c88003f8477c1227094a0d9fa1e8c',
    '4024309ce1ecccb5210035d47ac72e8a',
  ),
}

/** RFC 8032 section 7.1, test 1. */
export const ed25519: Vector = {
  privateKey: createPrivateKey({
    key: hex('302e020100300506032b657004220420', '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
    format: 'der',
    type: 'pkcs8',
  }),
  message: new Uint8Array(0),
  signature: hex(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24',
    '655141438e7a100b',
  ),
}

export function publicOf({privateKey}: {readonly privateKey: KeyObject}): KeyObject {
  return createPublicKey(privateKey)
}
