/**
 * What every server action answers to a form. `fields` maps a field name to the sentence shown at it; `Data` is what an
 * action that looks something up has found, never a secret.
 */
export type ActionResult<Data = never> =
  | { status: 'idle' }
  | { status: 'done'; message: string }
  | ([Data] extends [never] ? never : { status: 'found'; data: Data })
  | {
      status: 'invalid'
      message: string
      fields: Record<string, string>
      /** What was typed, so that nothing is lost without JavaScript; never a secret field. */
      values: Record<string, string>
    }
  | { status: 'rate_limited'; message: string; retryAt: string; values: Record<string, string> }
  | { status: 'refused'; message: string; values: Record<string, string> }

export const idle: ActionResult = { status: 'idle' }
