import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { appOrigin, isDevelopment, webEnv } from '#lib/env.ts'

/**
 * Before every page and action: one nonce per answer for the content security policy, and a look at where a form
 * comes from. Who may do what is not decided here but in pages, actions and the data layer.
 */
export function proxy(request: NextRequest): NextResponse {
  const origin = appOrigin(webEnv())
  if (request.method === 'POST' && !isOwn(request, origin)) {
    return new NextResponse('This form was sent from another site. Nothing was done.\n', {
      status: 403,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    })
  }
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, origin)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = { matcher: '/((?!_next/static/).*)' }

function isOwn(request: NextRequest, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  return request.headers.get('origin') === origin && (site === null || site === 'same-origin')
}

function contentSecurityPolicy(nonce: string, origin: string): string {
  // React's development build and fast refresh need eval and a socket.
  const development = isDevelopment()
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    ...(origin.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
