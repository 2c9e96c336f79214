import 'server-only'
import { type CaseView, noCase } from '#lib/cases/case.ts'
import type { Tx } from '#lib/database.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'

/** The case of an integration. */
export async function selectCase(tx: Tx, { customerId, integrationId }: Owned): Promise<CaseView> {
  const found = await tx.supportCase.findFirst({
    where: { customerId, integrationId },
    select: { state: true, assigneeId: true, nextContactOn: true },
  })
  if (!found) return noCase
  return { ...found, nextContactOn: found.nextContactOn?.toISOString().slice(0, 10) ?? null }
}
