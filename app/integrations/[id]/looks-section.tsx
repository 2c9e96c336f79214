import { LookList } from '#components/look-list.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Member } from '#lib/auth/actor.ts'
import { findLooks } from '#lib/looks/queries.ts'

export async function LooksSection({ member, integrationId }: { member: Member; integrationId: string }) {
  return (
    <Section
      id="looks"
      title="Who looked"
      aside="People of AQUILA say why before they see anything of this integration."
    >
      <LookList looks={await findLooks(member, integrationId)} />
    </Section>
  )
}
