import 'server-only'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import type { EmailConfig } from 'next-auth/providers/email'
import { cookieNames, cookieOptions } from '#lib/auth/cookies.ts'
import { sessionHours, sessionStore } from '#lib/auth/session-store.ts'
import { newToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'
import { appOrigin, cookieSecret, webEnv } from '#lib/env.ts'
import { describeError, log } from '#lib/log.ts'

/** How next-auth is set up: database sessions in our own store, and nothing of its own pages or routes. */
export function authOptions(): NextAuthOptions {
  const options = cookieOptions()
  return {
    secret: cookieSecret(),
    adapter: sessionStore(webDatabase()),
    providers: [],
    session: {
      strategy: 'database',
      maxAge: sessionHours * 3600,
      updateAge: sessionHours * 3600,
      generateSessionToken: newToken,
    },
    useSecureCookies: options.secure,
    cookies: { sessionToken: { name: cookieNames().session, options } },
    logger: {
      error: (code, data) =>
        log.error('next-auth', { code, ...describeError(data instanceof Error ? data : 'error') }),
      warn: () => {},
      debug: () => {},
    },
    callbacks: { session: ({ user }) => ({ personId: user.id, expires: '' }) },
  }
}

/**
 * Lets next-auth finish a sign-in by mail: `useRequest` checks and uses up the request of this browser and answers
 * its address, or null. Any session that this browser had before ends.
 *
 * @returns the signed-in person's id, or null when next-auth refused.
 */
export async function finishEmailSignIn(useRequest: () => Promise<string | null>): Promise<string | null> {
  const base = authOptions()
  const store = sessionStore(webDatabase())
  let personId: string | null = null
  let failure: { error: unknown } | null = null
  const options: NextAuthOptions = {
    ...base,
    adapter: {
      ...store,
      async useVerificationToken({ token }) {
        const identifier = await useRequest().catch((error: unknown) => {
          failure = { error }
          return null
        })
        return identifier ? { identifier, token, expires: new Date(Date.now() + 1_000) } : null
      },
    },
    providers: [emailProvider],
    events: {
      signIn: ({ user }) => {
        personId = user.id
      },
    },
  }
  const jar = await cookies()
  const name = cookieNames().session
  const before = jar.get(name)?.value
  const url = new URL('/api/auth/callback/email?token=checked-by-use-request', appOrigin(webEnv()))
  const answer: Response = await NextAuth(
    new NextRequest(url),
    { params: { nextauth: ['callback', 'email'] } },
    options,
  )
  // next-auth takes whatever went wrong for a wrong link; a database that did not answer is something else.
  throwIfFailed(failure)
  const made = answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`))
  const token = made?.slice(name.length + 1).split(';')[0]
  if (!personId || !token) return null
  if (before) await store.deleteSession(before)
  jar.set(name, token, { ...cookieOptions(), maxAge: sessionHours * 3600 })
  return personId
}

function throwIfFailed(failure: { error: unknown } | null): void {
  if (failure) throw failure.error
}

// Mails are sent by the worker, so next-auth's own sending (and its nodemailer) is never asked for.
const emailProvider: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'Email',
  server: '',
  from: '',
  maxAge: 600,
  options: {},
  sendVerificationRequest: () => Promise.reject(new Error('The worker sends the mails.')),
}
