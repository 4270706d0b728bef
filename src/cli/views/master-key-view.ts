import type {KeyValue} from '../output/key-values.ts'

interface ShownMasterKey {
  readonly keyIdentifier: string
  readonly fingerprint: string | null
  readonly key: string | null
}

export function masterKeyFacts({keyIdentifier, fingerprint, key}: ShownMasterKey): readonly KeyValue[] {
  return [
    ['Key identifier', keyIdentifier],
    ['Fingerprint', fingerprint === null ? undefined : `SHA-256 ${fingerprint}`],
    ['Key', key ?? undefined],
  ]
}
