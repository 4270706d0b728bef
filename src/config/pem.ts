const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/** The blocks of a PEM text by what they hold; the text around them is for people. */
export interface PemBlocks {
  readonly certificates: readonly string[]
  readonly keys: readonly string[]
  /** Labels of all other blocks, such as `CERTIFICATE REQUEST`. */
  readonly others: readonly string[]
}

/** True when the bytes look like PEM. */
export function isPem(bytes: Buffer): boolean {
  return bytes.includes('-----BEGIN ')
}

/** Takes a PEM text apart. */
export function readPem(text: string): PemBlocks {
  const blocks = [...text.matchAll(block)].map(([pem, label = '']) => ({pem, label}))
  const of = (test: (label: string) => boolean) => blocks.flatMap(({pem, label}) => (test(label) ? [`${pem}\n`] : []))
  return {
    certificates: of(isCertificate),
    keys: of(isKey),
    others: blocks.flatMap(({label}) => (isCertificate(label) || isKey(label) ? [] : [label])),
  }
}

function isCertificate(label: string): boolean {
  return label === 'CERTIFICATE' || label === 'X509 CERTIFICATE'
}

/** Not `PUBLIC KEY`; `EC PARAMETERS` stand beside a key and are not needed. */
function isKey(label: string): boolean {
  return label.endsWith('PRIVATE KEY')
}
