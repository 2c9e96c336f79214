import { hashToken, newToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { given, workerDatabase } from '#tests/db/fixtures.ts'
import { takeJob } from '#tests/db/worker-tools.ts'
import type { Mailer } from '#worker/mailer.ts'
import { sendSignIn } from '#worker/send-sign-in.ts'

/** What the asking browser keeps in its cookie. */
export interface Asked {
  id: string
  nonce: string
  email: string
}

/** What `requestSignIn` does, without the cookie. */
export async function askToSignIn(email: string, minutes = 10): Promise<Asked> {
  const nonce = newToken()
  const expiresAt = new Date(Date.now() + minutes * 60_000)
  const nonceHash = hashToken('sign-in-nonce', nonce)
  return webDatabase().transaction(async (tx) => {
    const { id } = await tx.signInRequest.create({
      data: { email, nonceHash, expiresAt },
      select: { id: true },
    })
    await enqueue(tx, 'send_sign_in', { customerId: null, id })
    return { id, nonce, email }
  })
}

/** Sends the mail of a request as the worker would. */
export async function sendMail(mailer: Mailer, { id }: Asked): Promise<void> {
  const { payload } = await takeJob('send_sign_in', id)
  await sendSignIn({ database: workerDatabase(), mailer, origin: 'https://portal.aquila.example' }, payload)
}

/** The link token and the code of a mail. */
export function proofsIn(text: string): { link: string; code: string } {
  const link = given(/^https:\/\/portal\.aquila\.example\/sign-in\/link\?token=([\w-]{43})$/m.exec(text)?.[1])
  const code = given(/^ {4}([2-9A-Z]{4}-[2-9A-Z]{4})$/m.exec(text)?.[1])
  return { link, code }
}

/** What `confirmSignIn` asks the database: the address that may sign in now, or null. */
export async function tryRequest(
  { id, nonce }: { id: string; nonce: string | null },
  proof: { link?: string; code?: string },
): Promise<string | null> {
  const nonceHash = nonce === null ? null : hashToken('sign-in-nonce', nonce)
  const link = proof.link === undefined ? null : hashToken('sign-in-link', proof.link)
  const code = proof.code === undefined ? null : hashToken('sign-in-code', proof.code)
  const [used] = await webDatabase().transaction(
    (tx) => tx.$queryRaw<{ email: string | null }[]>`
      select app.use_sign_in_request(${id}::uuid, ${nonceHash}, ${link}, ${code}) as email`,
  )
  return given(used).email
}
