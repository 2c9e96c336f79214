import { HistorySummary } from '#components/history-summary.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Member } from '#lib/auth/actor.ts'
import { findHistorySummary } from '#lib/integrations/history.ts'

/** Also of what is disconnected: the history stays. */
export async function HistorySection({ member, integrationId }: { member: Member; integrationId: string }) {
  const summary = await findHistorySummary(member, integrationId)
  if (!summary) return null
  return (
    <Section id="history" title="History">
      <HistorySummary summary={summary} integrationId={integrationId} base="/integrations" />
    </Section>
  )
}
