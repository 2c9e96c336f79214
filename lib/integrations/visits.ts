import 'server-only'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Tx } from '#lib/database.ts'

/** One way of a member through the wizard. */
export interface VisitView {
  id: string
  email: string
  step: string
  method: CredentialKind | null
  seenAt: string
  /** The integration it led to; null when it stopped. */
  integrationId: string | null
}

/** The last ways of a customer's members through the wizard, the newest first. */
export async function selectVisits(tx: Tx, { customerId }: { customerId: string }): Promise<VisitView[]> {
  const rows = await tx.$queryRaw<(Omit<VisitView, 'seenAt'> & { seenAt: Date })[]>`
    select v.id, p.email, v.step, v.method, v.seen_at as "seenAt", v.integration_id as "integrationId"
    from wizard_visit v join person p on p.id = v.person_id
    where v.customer_id = ${customerId}::uuid order by v.seen_at desc limit 5`
  return rows.map((row) => ({ ...row, seenAt: row.seenAt.toISOString() }))
}
