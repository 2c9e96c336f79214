import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { webDatabase } from '#lib/db.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { sealFor, storeCredential } from '#lib/integrations/store-credential.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

export type Replaced = 'replaced' | 'not_found' | 'changed_meanwhile'

/** Puts another credential in the place of the present one, whose sealed bytes are destroyed, and verifies it. */
export async function replace(
  member: Member,
  integrationId: string,
  credential: Credential,
): Promise<Replaced> {
  const { customerId, personId } = member
  const database = webDatabase()
  const present = await database.forCustomer(customerId, (tx) => lockOwn(tx, member, integrationId))
  if (!present) return 'not_found'
  const version = (present.credentials[0]?.version ?? 0) + 1
  const owner = { customerId, integrationId, accountId: present.accountId, version }
  const row = await sealFor(await webKeys.sealProvider(), credential, owner)
  try {
    return await database.forCustomer(customerId, async (tx) => {
      const still = await lockOwn(tx, member, integrationId)
      if (!still) return 'not_found'
      if (still.accountId !== present.accountId) return 'changed_meanwhile'
      await tx.integration.updateMany({
        where: { id: integrationId, customerId },
        data: { state: 'verifying' },
      })
      await storeCredential(tx, row)
      await startVerification(tx, { customerId, integrationId }, 'replace')
      await appendActivity(tx, {
        customerId,
        actor: { kind: 'member', personId },
        action: 'credential.replaced',
        integrationId,
        details: { kind: row.kind, mask: row.mask, version: String(version) },
      })
      return 'replaced'
    })
  } catch (error) {
    // Another tab stored this version in the meantime.
    if (isUniqueViolation(error)) return 'changed_meanwhile'
    throw error
  }
}
