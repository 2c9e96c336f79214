import { Anchor } from '#components/ui/anchor.tsx'
import type { Member } from '#lib/auth/actor.ts'
import { countMailed } from '#lib/customers/queries.ts'

/** Who is told when this connection breaks, or staff end it; what was sent stands in the activity. */
export async function MailSection({ member }: { member: Member }) {
  const people = await countMailed(member)
  return (
    <p className="max-w-read text-14 text-muted">
      AQUILA mails {people === 1 ? 'only you' : `${people} people of ${member.customerName}`} when this
      connection breaks, when AQUILA’s staff disconnect it, and 30 days, 7 days and 1 day before its token
      expires.{' '}
      <Anchor href="/colleagues" className="link">
        {people === 1 ? 'Invite a colleague' : 'See who, or invite a colleague'}
      </Anchor>
      .
    </p>
  )
}
