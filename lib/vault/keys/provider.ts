/** Wraps data-encryption keys (DEKs). It cannot unwrap them: all the web process ever gets. */
export interface SealProvider {
  /** Byte 2 of the envelope: 0x01 local AES, 0x02 HPKE X25519. */
  readonly wrapAlg: number
  wrap(dek: Uint8Array, context: Uint8Array): Promise<{ kekId: string; blob: Uint8Array }>
  /** Settles when a key can be used now, with a throw-away DEK; rejects otherwise. */
  health(): Promise<void>
}

/** The worker's. `unwrap` rejects unless key version, bytes and context are those of `wrap`. */
export interface UnsealProvider extends SealProvider {
  unwrap(kekId: string, blob: Uint8Array, context: Uint8Array): Promise<Uint8Array>
}
