import 'server-only'
import { appOrigin, webEnv } from '#lib/env.ts'

/** `__Host-` cookies need https; without it (this machine only) the same names stand alone. */
export function cookieNames(): { session: string; signIn: string } {
  const prefix = isSecure() ? '__Host-' : ''
  return { session: `${prefix}aquila-session`, signIn: `${prefix}aquila-sign-in` }
}

export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const
}

function isSecure(): boolean {
  return appOrigin(webEnv()).startsWith('https:')
}
