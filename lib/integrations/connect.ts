import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { webDatabase } from '#lib/db.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { sealFor, storeCredential } from '#lib/integrations/store-credential.ts'
import { endVisit } from '#lib/integrations/wizard-visit.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'
import { uuidv7 } from '#lib/uuid.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

export interface NewIntegration {
  credential: Credential
  accountId: string
  zoneIds: string[]
  /** Made with the form: the same form sent twice is one integration. */
  idempotencyKey: string
}

export type Connected = { outcome: 'connected' | 'already_connected'; integrationId: string }

/**
 * Stores a customer's connection to a Cloudflare account, with its credential sealed, and lets the worker verify
 * it. An account that the customer has connected already is not connected twice: that integration is answered.
 */
export async function connect(member: Member, input: NewIntegration): Promise<Connected> {
  const { customerId } = member
  const { accountId, idempotencyKey } = input
  const id = uuidv7()
  const owner = { customerId, integrationId: id, accountId, version: 1 }
  const credential = await sealFor(await webKeys.sealProvider(), input.credential, owner)
  try {
    await webDatabase().forCustomer(customerId, async (tx) => {
      await tx.integration.create({
        data: { id, customerId, accountId, idempotencyKey, createdById: member.personId },
        select: { id: true },
      })
      await tx.zone.createMany({
        data: input.zoneIds.map((zoneId) => ({ customerId, integrationId: id, zoneId })),
      })
      await storeCredential(tx, credential)
      await endVisit(tx, member, idempotencyKey, id)
      await startVerification(tx, { customerId, integrationId: id }, 'connect')
      await appendActivity(tx, {
        customerId,
        actor: { kind: 'member', personId: member.personId },
        action: 'integration.connected',
        integrationId: id,
        details: { kind: credential.kind, mask: credential.mask, accountId },
      })
    })
    return { outcome: 'connected', integrationId: id }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return findExisting(member, accountId, idempotencyKey)
  }
}

async function findExisting(member: Member, accountId: string, idempotencyKey: string): Promise<Connected> {
  const { customerId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    const same = await tx.integration.findFirst({
      where: { customerId, idempotencyKey },
      select: { id: true, accountId: true },
    })
    // The same form with another account in it is not the same request: say that it is connected already.
    if (same) {
      const outcome = same.accountId === accountId ? 'connected' : 'already_connected'
      return { outcome, integrationId: same.id }
    }
    const live = { customerId, accountId, state: { not: 'disconnected' } } as const
    const other = await tx.integration.findFirstOrThrow({ where: live, select: { id: true } })
    return { outcome: 'already_connected', integrationId: other.id }
  })
}
