/**
 * Holds one secret string so that it cannot slip out by accident: printing, JSON and template
 * strings give `[secret]`. Only `reveal()` returns the text; each call of it is a place to review.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
