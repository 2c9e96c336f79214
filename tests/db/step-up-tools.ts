import type { Staff } from '#lib/auth/actor.ts'
import { sessionStore } from '#lib/auth/session-store.ts'
import { cleanCode, hashToken, newToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'
import { askStepUp } from '#lib/step-up/ask-step-up.ts'
import { run } from '#tests/db/cluster.ts'

/** Signs a person in. @returns the hash of the session's token. */
export async function signedIn(userId: string): Promise<Uint8Array<ArrayBuffer>> {
  const sessionToken = newToken()
  const expires = new Date(Date.now() + 3_600_000)
  await sessionStore(webDatabase()).createSession({ sessionToken, userId, expires })
  return hashToken('session', sessionToken)
}

/** A code for a staff member to disconnect an integration with, without the mail that brings it. */
export async function stepUpFor(staff: Staff, integrationId: string) {
  const sessionHash = await signedIn(staff.personId)
  const code = 'BCDF-2345'
  if (!(await askStepUp(staff, integrationId, sessionHash))) throw new Error('No code can be asked for.')
  await run('superuser', 'update step_up set code_hash = $2 where person_id = $1', [
    staff.personId,
    hashToken('step-up-code', cleanCode(code)),
  ])
  return { code, sessionHash }
}
