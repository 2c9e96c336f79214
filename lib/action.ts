import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { ActionResult } from '#lib/action-result.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { requireAdmin, requireMember, requireStaff, signInAgain } from '#lib/auth/guards.ts'
import { cleanPaste } from '#lib/cloudflare/credential-kind.ts'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { describeError, log } from '#lib/log.ts'
import { countTry, type LimitName, type TooOften } from '#lib/rate-limit.ts'
import { withSecrets } from '#lib/redact.ts'

/** Fields whose value is never sent back, logged, or kept. */
const secretFields = new Set(['token', 'key', 'code'])

/** What a form schema has to be able to do; zod and zod/mini both can. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } }
}

interface Spec<Who, Input, Data> {
  /** For the log: "integrations.connect". */
  name: string
  schema: Schema<Input>
  /** Counted per key before anything is done; the key says whose limit it is. */
  limits?: (who: Who, input: Input, request: { address: string }) => [LimitName, string][]
  run: (who: Who, input: Input) => Promise<ActionResult<Data>>
}

export type FormAction<Data = never> = (
  previous: ActionResult<Data>,
  form: FormData,
) => Promise<ActionResult<Data>>

/** An action that anybody may call: asking for a sign-in mail. */
export const publicAction = <Input, Data = never>(spec: Spec<null, Input, Data>) =>
  action(async () => null, spec)

/** An action of a signed-in member, for the own customer. */
export const memberAction = <Input, Data = never>(spec: Spec<Member, Input, Data>) =>
  action(() => requireMember(signInAgain), spec)

/** An action of signed-in staff. */
export const staffAction = <Input, Data = never>(spec: Spec<Staff, Input, Data>) =>
  action(() => requireStaff(signInAgain), spec)

/** An action of the staff that only an admin may call. */
export const adminAction = <Input, Data = never>(spec: Spec<Staff, Input, Data>) =>
  action(() => requireAdmin(signInAgain), spec)

/**
 * The one way in which a server action comes to be: origin, session and role, parse, limits, then the verb. What is
 * expected to go wrong comes back as a value with what was typed; a bug is logged by class and thrown on, and the
 * page shows its reference number.
 */
function action<Who, Input, Data>(guard: () => Promise<Who>, spec: Spec<Who, Input, Data>): FormAction<Data> {
  return async (_previous, form) => {
    // A crafted call can bring anything in the place of the form.
    if (!(form instanceof FormData)) return { status: 'refused', message: 'Nothing was sent.', values: {} }
    const given = readForm(form)
    // As sent, and as used: of a pasted command only a piece is the credential.
    const secrets = Object.entries(given.fields).flatMap(([name, value]) =>
      secretFields.has(name) ? [value, cleanPaste(value)] : [],
    )
    return withSecrets(secrets, async () => {
      try {
        const { address } = await checkRequest()
        const who = await guard()
        const values = Object.fromEntries(
          Object.entries(given.fields).filter(
            // A credential that got into a field for something else is not sent back either.
            ([name, value]) => !secretFields.has(name) && !looksSecret(value),
          ),
        )
        if (given.problem) return { status: 'refused', message: given.problem, values }
        const parsed = spec.schema.safeParse(given.fields)
        if (!parsed.success) return invalid(parsed.error.issues, values)
        const refusal = await countTry(spec.limits?.(who, parsed.data, { address }) ?? [])
        if (refusal) return rateLimited(refusal, 'Nothing was stored.', values)
        return await spec.run(who, parsed.data)
      } catch (error) {
        unstable_rethrow(error)
        log.error('action failed', { action: spec.name, ...describeError(error) })
        throw new Error('The action failed.')
      }
    })
  }
}

/** proxy.ts has refused foreign origins already; an action does not rely on it. */
async function checkRequest(): Promise<{ address: string }> {
  const sent = await headers()
  if (sent.get('origin') !== appOrigin(webEnv())) throw new Error('The request came from another origin.')
  const site = sent.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') throw new Error('The request came from another site.')
  return { address: sent.get('x-aquila-address') ?? 'unknown' }
}

function readForm(form: FormData): { fields: Record<string, string>; problem: string | null } {
  const fields: Record<string, string> = {}
  let problem: string | null = null
  for (const [name, value] of form) {
    if (name.startsWith('$ACTION_')) continue // Next's own
    if (typeof value !== 'string') problem = 'A file was sent where text was expected. Nothing was stored.'
    else if (Object.hasOwn(fields, name))
      problem = 'A field was sent twice. Nothing was stored; reload the page and enter it again.'
    else fields[name] = value
  }
  return { fields, problem }
}

function invalid(
  issues: { path: PropertyKey[]; message: string }[],
  values: Record<string, string>,
): ActionResult {
  const fields: Record<string, string> = {}
  for (const { path, message } of issues) if (path.length > 0) fields[String(path[0])] ??= message
  const message =
    Object.keys(fields).length > 0
      ? 'Nothing was stored yet. Correct the marked fields, then send again.'
      : 'The form is not the one of this page any more, so nothing was stored. Reload the page, then enter it again.'
  return { status: 'invalid', message, fields, values }
}

/** Also for a verb that counts by itself. */
export function rateLimited(
  refusal: TooOften,
  nothing: string,
  values: Record<string, string>,
): ActionResult {
  const retryAt = refusal.retryAt.toISOString()
  return { status: 'rate_limited', message: refusal.sentence(nothing), retryAt, values }
}
