import {unsupportedParameter} from './refusal.ts'

/** Opens a cipher or digest whose name, key and IV are known to fit: all that can fail is that this OpenSSL lacks it. */
export function ifOpenSslHas<Opened>(name: string, open: () => Opened): Opened {
  try {
    return open()
  } catch (cause) {
    throw unsupportedParameter(`OpenSSL of this machine does not offer ${name}`, {cause})
  }
}
