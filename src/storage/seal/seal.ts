/** The store key as a seal left it; what is needed to open it again, except the secret. */
export interface SealRecord {
  readonly kind: string
  readonly parameters: Readonly<Record<string, string | number>>
  /** Base64. */
  readonly wrappedKey: string
}

/** Guards the key of a store. */
export interface Seal {
  /** Key file, passphrase and so on, as it stands in the record. */
  readonly kind: string
  /** Wraps the key of a new store, making the secret of the seal where it has none yet. */
  wrap(storeKey: Uint8Array): Promise<SealRecord>
  /** Fails with StorageError WRONG_SEAL, and never makes a secret. */
  unwrap(record: SealRecord): Promise<Uint8Array>
}
