/**
 * Where somebody was heading before the form that asks why: a page of this very integration, and no other. Anything
 * else leads to the integration itself.
 */
export function lookTarget(id: string, to: string): string {
  const base = `/admin/integrations/${id}`
  const url = URL.parse(to, origin)
  if (url?.origin !== origin) return base
  const isBelow = url.pathname === base || url.pathname.startsWith(`${base}/`)
  return isBelow ? `${url.pathname}${url.search}` : base
}

const origin = 'https://portal.invalid'
