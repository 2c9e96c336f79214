import 'server-only'
import type { Database } from '#lib/database.ts'

/** How many integrations one sweep takes at most; the next one, a minute later, takes the rest. */
const most = 1000

interface Due {
  customerId: string
  integrationId: string
}

/** Starts the verification of every integration whose scheduled one is due. Answers how many were due. */
export async function verifyDue(database: Database): Promise<number> {
  const due = await database.transaction(
    (tx) => tx.$queryRaw<Due[]>`
      select customer_id as "customerId", integration_id as "integrationId" from app.integrations_due(${most}::int)`,
  )
  for (const one of due) await startScheduled(database, one)
  return due.length
}

async function startScheduled(database: Database, { customerId, integrationId }: Due): Promise<void> {
  await database.forCustomer(customerId, async (tx) => {
    const taken = await tx.integration.updateMany({
      where: {
        id: integrationId,
        customerId,
        state: { not: 'disconnected' },
        pausedAt: null,
        nextVerificationAt: { lte: new Date() },
      },
      data: { nextVerificationAt: null },
    })
    const unfinished = await tx.verification.count({ where: { customerId, integrationId, finishedAt: null } })
    // One that is under way answers as well, and plans the next.
    if (taken.count === 0 || unfinished > 0) return
    const { id } = await tx.verification.create({
      data: { customerId, integrationId, trigger: 'schedule' },
      select: { id: true },
    })
    await tx.$queryRaw`select jobs.enqueue('verify', ${customerId}::uuid, ${id}::uuid)::text`
  })
}
