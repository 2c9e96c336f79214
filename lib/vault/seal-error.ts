/**
 * The only error of sealing and opening. It says nothing about the cause on purpose: whoever can try many
 * changed ciphertexts learns from every difference between two refusals.
 */
export class SealError extends Error {
  override readonly name = 'SealError'

  constructor() {
    super('The vault refused.')
  }
}
