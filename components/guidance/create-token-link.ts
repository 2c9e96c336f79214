import { permissions } from '#components/guidance/permissions.ts'

/** Cloudflare's form for an account-owned token, filled in as far as its documented keys reach. */
export const createTokenLink = link()

/** What the link cannot fill in and a person adds by hand. */
export const addedByHand = permissions
  .filter(({ templateKeys }) => templateKeys.length === 0)
  .map(({ name }) => name)

function link(): string {
  const keys = permissions.flatMap(({ templateKeys }) => templateKeys).map((key) => ({ key, type: 'read' }))
  const groups = encodeURIComponent(JSON.stringify(keys))
  const name = encodeURIComponent('AQUILA (read-only)')
  return `https://dash.cloudflare.com/?to=/:account/api-tokens&permissionGroupKeys=${groups}&name=${name}`
}
