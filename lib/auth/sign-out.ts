import 'server-only'
import { cookies } from 'next/headers'
import { appendActivity } from '#lib/activity/append.ts'
import { cookieNames } from '#lib/auth/cookies.ts'
import { endSession } from '#lib/auth/end-session.ts'
import { hashToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'

/**
 * Ends the session of this browser: the row is deleted, so the token is dead wherever it was copied to, and what still
 * streams to it ends too.
 */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  const name = cookieNames().session
  const token = jar.get(name)?.value
  if (token) {
    const tokenHash = hashToken('session', token)
    await webDatabase().transaction(async (tx) => {
      const session = await tx.session.findUnique({
        where: { tokenHash },
        select: { id: true, personId: true },
      })
      if (!session) return
      await endSession(tx, session)
      const actor = { kind: 'member', personId: session.personId } as const
      await appendActivity(tx, { customerId: null, actor, action: 'session.ended' })
    })
  }
  jar.delete(name)
}
