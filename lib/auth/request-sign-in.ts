import 'server-only'
import { cookies } from 'next/headers'
import { cookieNames, cookieOptions } from '#lib/auth/cookies.ts'
import { hashToken, newToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'

export const signInMinutes = 10

/**
 * Notes that this browser wants to sign in with an address and lets the worker send the mail. Known and unknown
 * addresses take the same way here: only the worker looks, so neither answer nor time tells them apart.
 */
export async function requestSignIn(email: string): Promise<void> {
  const nonce = newToken()
  const expiresAt = new Date(Date.now() + signInMinutes * 60_000)
  const { id } = await webDatabase().transaction(async (tx) => {
    const request = await tx.signInRequest.create({
      data: { email, nonceHash: hashToken('sign-in-nonce', nonce), expiresAt },
      select: { id: true },
    })
    await enqueue(tx, 'send_sign_in', { customerId: null, id: request.id })
    return request
  })
  const jar = await cookies()
  jar.set(cookieNames().signIn, `${id}.${nonce}`, { ...cookieOptions(), maxAge: signInMinutes * 60 })
}

/** The request that this browser made, from its cookie; null when there is none. */
export async function requestOfThisBrowser(): Promise<{ id: string; nonce: string } | null> {
  const [id, nonce] = (await cookies()).get(cookieNames().signIn)?.value.split('.') ?? []
  return id && nonce && /^[0-9a-f-]{36}$/.test(id) ? { id, nonce } : null
}
