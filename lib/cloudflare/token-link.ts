import { permissions } from '#lib/cloudflare/permissions.ts'
import { pinToAccount } from '#lib/cloudflare/pin-to-account.ts'

/** `user`: My Profile > API Tokens, anyone. `account`: Account API Tokens, Super Administrator or Administrator only. */
export type TokenForm = 'user' | 'account'

/**
 * Cloudflare's form for a new token, with the permissions ticked. The form for the user takes no account, only "all"
 * (the person narrows it there); the one for an account names it where `:account` stands in Cloudflare's own example.
 */
export function tokenLink(form: TokenForm, accountId: string | null = null): string {
  const keys = ticked.map((key) => ({ key, type: 'read' }))
  const filled = `permissionGroupKeys=${encodeURIComponent(JSON.stringify(keys))}`
  const name = `name=${encodeURIComponent('AQUILA (read-only)')}`
  if (form === 'user') {
    return `https://dash.cloudflare.com/profile/api-tokens?${filled}&accountId=${encodeURIComponent('*')}&zoneId=all&${name}`
  }
  return pinToAccount(`https://dash.cloudflare.com/?to=/:account/api-tokens&${filled}&${name}`, accountId)
}

/**
 * Only keys that Cloudflare documents or that others have tried: what its form does with an unknown one, ignore it or
 * fail, is not known, and a form that fails would cost more than three ticks by hand.
 */
const ticked = permissions.flatMap(({ templates }) =>
  templates.filter(({ certainty }) => certainty !== 'inferred').map(({ key }) => key),
)

/** What the link cannot tick and a person adds by hand. */
export const tickedByHand: readonly string[] = permissions
  .filter(({ templates }) => templates.every(({ certainty }) => certainty === 'inferred'))
  .map(({ name }) => name)
