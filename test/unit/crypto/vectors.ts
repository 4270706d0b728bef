import {bytes} from './hex.ts'

/** NIST SP 800-38A appendix F: four blocks in each mode with each length of key. */
export const sp80038aPlaintext = bytes(`
  6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
  30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710`)

const key128 = '2b7e151628aed2a6abf7158809cf4f3c'
const key192 = '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b'
const key256 = '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'
const iv = '000102030405060708090a0b0c0d0e0f'
const counter = 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'

const rows = [
  [
    'ECB',
    key128,
    '',
    '3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4',
  ],
  [
    'ECB',
    key192,
    '',
    'bd334f1d6e45f25ff712a214571fa5cc974104846d0ad3ad7734ecb3ecee4eefef7afd2270e2e60adce0ba2face6444e9a4b41ba738d6c72fb16691603c18e0e',
  ],
  [
    'ECB',
    key256,
    '',
    'f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7',
  ],
  [
    'CBC',
    key128,
    iv,
    '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7',
  ],
  [
    'CBC',
    key192,
    iv,
    '4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd',
  ],
  [
    'CBC',
    key256,
    iv,
    'f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b',
  ],
  [
    'CFB',
    key128,
    iv,
    '3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6',
  ],
  [
    'CFB',
    key192,
    iv,
    'cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a2e1e8a1dd59b88b1c8e60fed1efac4c9c05f9f9ca9834fa042ae8fba584b09ff',
  ],
  [
    'CFB',
    key256,
    iv,
    'dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407bdf10132415e54b92a13ed0a8267ae2f975a385741ab9cef82031623d55b1e471',
  ],
  [
    'OFB',
    key128,
    iv,
    '3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed8259740051e9c5fecf64344f7a82260edcc304c6528f659c77866a510d9c1d6ae5e',
  ],
  [
    'OFB',
    key192,
    iv,
    'cdc80d6fddf18cab34c25909c99a4174fcc28b8d4c63837c09e81700c11004018d9a9aeac0f6596f559c6d4daf59a5f26d9f200857ca6c3e9cac524bd9acc92a',
  ],
  [
    'OFB',
    key256,
    iv,
    'dc7e84bfda79164b7ecd8486985d38604febdc6740d20b3ac88f6ad82a4fb08d71ab47a086e86eedf39d1c5bba97c4080126141d67f37be8538f5a8be740e484',
  ],
  [
    'CTR',
    key128,
    counter,
    '874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee',
  ],
  [
    'CTR',
    key192,
    counter,
    '1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e941e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050',
  ],
  [
    'CTR',
    key256,
    counter,
    '601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6',
  ],
] as const

export const sp80038a = rows.map(([mode, key, start, ciphertext]) => ({
  mode,
  bits: key.length * 4,
  key: bytes(key),
  iv: start === '' ? undefined : bytes(start),
  ciphertext,
}))

const gcmPlaintext = `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
  1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`
const gcmAdditionalData = 'feedfacedeadbeeffeedfacedeadbeefabaddad2'

/** Test cases of the GCM submission to NIST (McGrew and Viega), by their number. */
export const gcmCases = [
  {
    number: 1,
    key: '00'.repeat(16),
    iv: '00'.repeat(12),
    additionalData: '',
    plaintext: '',
    ciphertext: '',
    tag: '58e2fccefa7e3061367f1d57a4e7455a',
  },
  {
    number: 2,
    key: '00'.repeat(16),
    iv: '00'.repeat(12),
    additionalData: '',
    plaintext: '00'.repeat(16),
    ciphertext: '0388dace60b6a392f328c2b971b2fe78',
    tag: 'ab6e47d42cec13bdf53a67b21257bddf',
  },
  {
    number: 4,
    key: 'feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    additionalData: gcmAdditionalData,
    plaintext: gcmPlaintext,
    ciphertext:
      '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091',
    tag: '5bc94fbc3221a5db94fae95ae7121a47',
  },
  {
    number: 5,
    key: 'feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbad',
    additionalData: gcmAdditionalData,
    plaintext: gcmPlaintext,
    ciphertext:
      '61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598',
    tag: '3612d2e79e3b0785561be14aaca2fccb',
  },
  {
    number: 10,
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c',
    iv: 'cafebabefacedbaddecaf888',
    additionalData: gcmAdditionalData,
    plaintext: gcmPlaintext,
    ciphertext:
      '3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710',
    tag: '2519498e80f1478f37ba55bd6d27618c',
  },
  {
    number: 16,
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    additionalData: gcmAdditionalData,
    plaintext: gcmPlaintext,
    ciphertext:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
]

/** RFC 3394 section 4, by the paragraph. */
export const rfc3394 = [
  {paragraph: '4.1', wrappingBits: 128, materialBits: 128, wrapped: '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'},
  {paragraph: '4.2', wrappingBits: 192, materialBits: 128, wrapped: '96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d'},
  {paragraph: '4.3', wrappingBits: 256, materialBits: 128, wrapped: '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7'},
  {
    paragraph: '4.4',
    wrappingBits: 192,
    materialBits: 192,
    wrapped: '031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2',
  },
  {
    paragraph: '4.5',
    wrappingBits: 256,
    materialBits: 192,
    wrapped: 'a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1',
  },
  {
    paragraph: '4.6',
    wrappingBits: 256,
    materialBits: 256,
    wrapped: '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
  },
]
export const rfc3394WrappingKey = bytes('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
export const rfc3394Material = bytes('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f')
