import {UsageError} from '../errors.ts'

interface OtherForm {
  readonly is: (bytes: Uint8Array, text: string) => boolean
  readonly name: string
  readonly hint: string
}

/** Forms of other programs that nothing here reads, by what to do about them. */
const forms: readonly OtherForm[] = [
  {
    is: (_, text) => /^(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) [A-Za-z0-9+/=]+/.test(text),
    name: 'a public key of OpenSSH',
    hint: 'Convert it with ssh-keygen -e -m PKCS8 -f FILE',
  },
  {
    is: (_, text) => text.startsWith('PuTTY-User-Key-File-'),
    name: 'a key of PuTTY',
    hint: 'Convert it with puttygen, then with ssh-keygen -p -m PKCS8',
  },
  {
    is: (bytes) => /^(?:feedfeed|cececece)/.test(Buffer.from(bytes.subarray(0, 4)).toString('hex')),
    name: 'a key store of Java',
    hint: 'Convert it with keytool -importkeystore -deststoretype PKCS12',
  },
]

/** An error for a file that another program knows; undefined for all others. */
export function otherProgram(bytes: Uint8Array, text: string): UsageError | undefined {
  const form = forms.find(({is}) => is(bytes, text))
  return form && new UsageError(`The file holds ${form.name}, which cannot be read here`, {hint: form.hint})
}
