/** DER of the certificate signing request that a text has in PEM; undefined when it has none. RFC 7468 section 7. */
export function requestInPem(text: string): Uint8Array | undefined {
  const block = /-----BEGIN (?<label>(?:NEW )?CERTIFICATE REQUEST)-----(?<body>[^-]*)-----END \k<label>-----/.exec(text)
  return block === null ? undefined : Buffer.from(block.groups?.body ?? '', 'base64')
}
