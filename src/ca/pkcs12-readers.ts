/** Readers of PKCS#12 that are loaded when there is such a file: most clients have PEM. */
export const pkcs12Readers = {
  openPkcs12: async (bytes: Uint8Array, password: string) => {
    const {loadPkcs12} = await import('./pkcs12.ts')
    return loadPkcs12(bytes, password)
  },
  openPkcs12Certificates: async (bytes: Uint8Array, password: string) => {
    const {loadPkcs12Certificates} = await import('./pkcs12.ts')
    return loadPkcs12Certificates(bytes, password)
  },
}
