import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Tx } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

export interface WizardPosition {
  /** The number of the form, so that the way and what it led to belong together. */
  id: string
  step: string
  method: CredentialKind
}

/** Notes how far a member is in the wizard, and nothing of what was entered: support sees where people stop. */
export async function noteVisit(member: Member, { id, step, method }: WizardPosition): Promise<void> {
  const { customerId, personId } = member
  try {
    await webDatabase().forCustomer(customerId, async (tx) => {
      const data = { step, method, seenAt: new Date() }
      const { count } = await tx.wizardVisit.updateMany({ where: { id, customerId, personId }, data })
      if (count === 0)
        await tx.wizardVisit.create({ data: { id, customerId, personId, ...data }, select: { id: true } })
    })
  } catch (error) {
    // The number is somebody else's: nothing is noted, and nothing is said about it.
    if (!isUniqueViolation(error)) throw error
  }
}

/** The way has led to an integration. */
export async function endVisit(
  tx: Tx,
  { customerId, personId }: Member,
  id: string,
  integrationId: string,
): Promise<void> {
  await tx.wizardVisit.updateMany({
    where: { id, customerId, personId },
    data: { integrationId, seenAt: new Date() },
  })
}
