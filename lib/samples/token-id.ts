import 'server-only'
import type { Tx } from '#lib/database.ts'

/** The id of the token that the newest verification asked with; null for a key, and where Cloudflare did not say. */
export async function tokenIdOf(
  tx: Tx,
  { customerId, integrationId }: { customerId: string; integrationId: string },
): Promise<string | null> {
  const check = await tx.check.findFirst({
    where: { customerId, name: 'status_and_expiry', verification: { integrationId } },
    select: { facts: true },
    orderBy: { verification: { createdAt: 'desc' } },
  })
  const facts = check?.facts as { tokenId?: string } | undefined
  return facts?.tokenId ?? null
}
