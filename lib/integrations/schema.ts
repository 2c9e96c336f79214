import * as z from 'zod/mini'
import { cleanId, cleanPaste } from '#lib/cloudflare/credential-kind.ts'
import { keyProblem, tokenProblem } from '#lib/integrations/credential-problem.ts'
import { separateIds } from '#lib/integrations/separate-ids.ts'

/** A string that is cleaned first, and then explained when it cannot be right. */
function cleaned(
  clean: (text: string) => string,
  problem: (cleaned: string) => string | null,
  missing: string,
) {
  return z.string(missing).check(
    z.overwrite((text) => clean(text)),
    (context) => {
      const message = problem(context.value)
      // `input` stays empty: an error must not carry a secret. `continue` lets the two ids be compared all the same.
      if (message) context.issues.push({ code: 'custom', message, input: '', continue: true })
    },
  )
}

const accountId = cleaned(
  cleanId,
  (id) => idProblem(id, 'The Account ID', 'the account’s overview page'),
  'Enter the Account ID.',
)
/** One field with one id, or several on lines of their own or with blanks or commas between them. */
const zoneIds = z.pipe(z.string('Enter the Zone ID.'), z.transform(separateIds)).check((context) => {
  const message = zonesProblem(context.value)
  if (message) context.issues.push({ code: 'custom', message, input: '', continue: true })
})
const email = cleaned((text) => text.trim(), emailProblem, 'Enter the Auth Email.')
const token = cleaned(cleanPaste, tokenProblem, 'Enter the API token.')
const key = cleaned(cleanPaste, keyProblem, 'Enter the Global API Key.')

const idempotencyKey = z.uuid('The form has lost its number. Reload the page, then connect again.')

/** Swapped ids look like any others; one id in both fields is what can be seen without asking Cloudflare. */
const twoIds = z.refine<{ accountId: string; zoneIds: string[] }>(
  (ids) => ids.accountId === '' || !ids.zoneIds.includes(ids.accountId),
  {
    path: ['zoneIds'],
    error:
      'Account ID and Zone ID are the same, but Cloudflare never gives both one id. Copy the Zone ID from the Overview page of the domain.',
  },
)

export const connectInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('api_token'), token, accountId, zoneIds, idempotencyKey }).check(twoIds),
    z
      .strictObject({ kind: z.literal('global_key'), email, key, accountId, zoneIds, idempotencyKey })
      .check(twoIds),
  ],
  'Choose API token or Global API Key.',
)

export type ConnectInput = z.infer<typeof connectInput>

const id = z.uuid('The page has lost the number of the integration. Open it again under Integrations.')

/** For acts that need no more than the integration itself. */
export const idInput = z.strictObject({ id })

/** Taking the ids that Cloudflare has shown to be right: which verification showed them, and nothing of the ids. */
export const suggestionInput = z.strictObject({
  id,
  verificationId: z.uuid('The page has lost the number of the verification. Reload it, then try again.'),
})

/** The ids of an integration, corrected without entering the credential again. */
export const correctInput = z.strictObject({ id, accountId, zoneIds }).check(twoIds)

/** Another credential for the same account. */
export const replaceInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ id, kind: z.literal('api_token'), token }),
    z.strictObject({ id, kind: z.literal('global_key'), email, key }),
  ],
  'Choose API token or Global API Key.',
)

/** A credential just entered, to be asked which accounts and zones it sees. Nothing of it is stored. */
export const discoverInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('api_token'), token }),
    z.strictObject({ kind: z.literal('global_key'), email, key }),
  ],
  'Choose API token or Global API Key.',
)

/** As many as one integration takes. */
const maxZones = 50

function zonesProblem(ids: string[]): string | null {
  const place = 'the Overview page of the domain'
  if (ids.length <= 1) return idProblem(ids[0] ?? '', 'The Zone ID', place)
  if (ids.length > maxZones)
    return `These are ${ids.length} zones; one integration takes ${maxZones}. Leave out those that matter least.`
  const problems = ids.map((id, index) => idProblem(id, `Zone ID number ${index + 1}`, place))
  return problems.find((problem) => problem !== null) ?? null
}

function idProblem(id: string, name: string, place: string): string | null {
  if (id === '') return `${name} is missing, so AQUILA does not know what to read. Copy it from ${place}.`
  if (/^[0-9a-f]{32}$/.test(id)) return null
  if (id.length !== 32)
    return `${name} has 32 characters; this has ${id.length}. Copy it again from ${place}, with the copy button.`
  return `${name} has only the figures 0-9 and the letters a-f; this has others. Copy it again from ${place}.`
}

function emailProblem(text: string): string | null {
  if (text === '') return 'The Auth Email is missing. Enter the address with which you sign in to Cloudflare.'
  if (/[\p{Cc}\p{Cf}]/u.test(text))
    return 'There are invisible characters in this address. Type it by hand instead of pasting it.'
  if (text.length > 254) return 'An e-mail address has at most 254 characters. Enter only the address.'
  if (!/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(text))
    return 'This is not a whole e-mail address. Enter the one with which you sign in to Cloudflare, as in name@example.com.'
  return null
}
