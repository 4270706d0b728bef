/** In bits. OpenSSL makes shorter ones too, which nobody should have, and longer ones, which take minutes. */
export const rsaLengths = {from: 1024, to: 8192, step: 8} as const

/** Of P and Q, FIPS 186-4 section 4.2; of several for one P the first is the default. */
export const dsaLengths: readonly {readonly length: number; readonly qlength: number}[] = [
  {length: 1024, qlength: 160},
  {length: 2048, qlength: 256},
  {length: 2048, qlength: 224},
  {length: 3072, qlength: 256},
]

/** RFC 2409 and RFC 3526, by the length of P. */
export const dhGroups: Readonly<Record<number, string>> = {
  1024: 'modp2',
  1536: 'modp5',
  2048: 'modp14',
  3072: 'modp15',
  4096: 'modp16',
  6144: 'modp17',
  8192: 'modp18',
}
