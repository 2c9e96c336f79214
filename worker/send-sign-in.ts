import 'server-only'
import { hashToken, newCode, newToken } from '#lib/auth/tokens.ts'
import type { Database } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { withSecrets } from '#lib/redact.ts'
import type { Mailer } from '#worker/mailer.ts'

export interface SignInTools {
  database: Database
  mailer: Mailer
  /** Where people open the portal. */
  origin: string
}

/**
 * Sends the mail of a sign-in request, if the address may sign in; else does nothing, and nobody can tell. Link token
 * and code are made here and only their hashes are stored. After a failed sending a new pair is made.
 */
export async function sendSignIn({ database, mailer, origin }: SignInTools, job: JobPayload): Promise<void> {
  const token = newToken()
  const code = newCode()
  const to = await database.transaction(async (tx) => {
    // Addresses of people who were never let in are not kept.
    await tx.signInRequest.deleteMany({ where: { expiresAt: { lt: new Date(Date.now() - dayMs) } } })
    const request = await tx.signInRequest.findUnique({
      where: { id: job.id },
      select: { email: true, expiresAt: true, usedAt: true },
    })
    if (!request || request.usedAt || request.expiresAt.getTime() <= Date.now()) return null
    const [answer] = await tx.$queryRaw<
      { allowed: boolean }[]
    >`select app.may_sign_in(${request.email}) as allowed`
    if (!answer?.allowed) return null
    const hashes = { tokenHash: hashToken('sign-in-link', token), codeHash: hashToken('sign-in-code', code) }
    await tx.signInRequest.updateMany({ where: { id: job.id }, data: hashes })
    return request.email
  })
  if (to === null) return
  const link = `${origin}/sign-in/link?token=${token}`
  await withSecrets([token, code], () =>
    mailer.send({ to, subject: 'Sign in to AQUILA', text: text(link, code) }),
  )
}

const dayMs = 24 * 3600_000

function text(link: string, code: string): string {
  return `Open this link in the browser in which you asked to sign in:

${link}

Or type this code there:

    ${code}

Both work once, within 10 minutes, and only in that browser.
If you did not ask to sign in, you need do nothing: nobody gets in without this mail.

AQUILA
`
}
