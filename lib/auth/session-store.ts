import 'server-only'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { endSession } from '#lib/auth/end-session.ts'
import { hashToken } from '#lib/auth/tokens.ts'
import type { Database } from '#lib/database.ts'

export const sessionHours = 8
const idleMs = 30 * 60_000
const seenAgainMs = 60_000

/**
 * next-auth's storage, with what it lacks: only hashes of session tokens are stored, a session ends after half an
 * hour without use and eight hours in any case, and at once when its person is disabled.
 */
export function sessionStore(
  db: Database,
): Required<
  Pick<
    Adapter,
    | 'createSession'
    | 'getSessionAndUser'
    | 'updateSession'
    | 'deleteSession'
    | 'getUserByEmail'
    | 'updateUser'
    | 'createVerificationToken'
  >
> {
  return {
    async createSession({ sessionToken, userId, expires }) {
      const tokenHash = hashToken('session', sessionToken)
      await db.transaction((tx) =>
        tx.session.create({ data: { tokenHash, personId: userId, expiresAt: expires } }),
      )
      return { sessionToken, userId, expires }
    },

    async getSessionAndUser(sessionToken) {
      const tokenHash = hashToken('session', sessionToken)
      return db.transaction(async (tx) => {
        const session = await tx.session.findUnique({
          where: { tokenHash },
          select: {
            id: true,
            expiresAt: true,
            lastSeenAt: true,
            person: { select: { id: true, email: true, disabledAt: true } },
          },
        })
        if (!session || session.person.disabledAt) return null
        const now = Date.now()
        const idle = now - session.lastSeenAt.getTime()
        if (session.expiresAt.getTime() <= now || idle > idleMs) {
          await endSession(tx, { id: session.id, personId: session.person.id })
          return null
        }
        if (idle > seenAgainMs)
          await tx.session.updateMany({ where: { id: session.id }, data: { lastSeenAt: new Date(now) } })
        const { id, email } = session.person
        return { session: { sessionToken, userId: id, expires: session.expiresAt }, user: toUser(id, email) }
      })
    },

    // The life of a session is fixed when it begins; next-auth would let it slide.
    updateSession: async () => null,

    async deleteSession(sessionToken) {
      const tokenHash = hashToken('session', sessionToken)
      await db.transaction(async (tx) => {
        const session = await tx.session.findUnique({
          where: { tokenHash },
          select: { id: true, personId: true },
        })
        if (session) await endSession(tx, session)
      })
    },

    async getUserByEmail(email) {
      const person = await db.transaction((tx) =>
        tx.person.findUnique({ where: { email }, select: { id: true } }),
      )
      return person ? toUser(person.id, email) : null
    },

    // Sign-in requests are made by requestSignIn; next-auth only insists that this exists.
    createVerificationToken: async () => null,

    // next-auth notes here that the address was verified; every address in `person` was, by signing in.
    updateUser: async ({ id, email }) => toUser(id, email ?? ''),
  }
}

function toUser(id: string, email: string): AdapterUser {
  return { id, email, emailVerified: null }
}
