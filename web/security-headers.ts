/** On every answer, also on those that Next gives before `proxy.ts` runs. Pages get their own policy there. */
export function securityHeaders(origin: string): Record<string, string> {
  const always = {
    'Content-Security-Policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not `no-referrer`: with it a browser sends `Origin: null` on the portal's own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
  }
  if (!origin.startsWith('https:')) return always
  return { ...always, 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
}
