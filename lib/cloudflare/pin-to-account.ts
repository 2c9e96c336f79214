/** A link into Cloudflare's dashboard for one account, where the id is one: without it Cloudflare asks for the account. */
export function pinToAccount(link: string, accountId: string | null): string {
  return accountId !== null && /^[0-9a-f]{32}$/.test(accountId)
    ? link.replace('/:account/', `/${accountId}/`)
    : link
}
