import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'
import { queryOf } from '#lib/listing/filter.ts'
import type { AttentionName, Overview } from '#lib/listing/overview.ts'

const words: Record<AttentionName, { what: string; meaning: string }> = {
  failing: { what: 'Needs attention', meaning: 'A check failed; the customer must change something.' },
  gaps: { what: 'Connected with gaps', meaning: 'AQUILA reads, but not all it should.' },
  expired: { what: 'Expired', meaning: 'The token’s end has passed.' },
  expiring: { what: 'Expires within 30 days', meaning: 'The customer needs a new token soon.' },
  unconfirmed: { what: 'Not confirmed for over a day', meaning: 'Cloudflare gives no clear answer.' },
  waiting: { what: 'Waiting for customer', meaning: 'Cases in which the customer has the next step.' },
}

/** Counts up to 500 are exact and of this moment. */
export function AttentionList({ attention }: { attention: Overview['attention'] }) {
  return (
    <ul className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
      {attention.map(({ name, filter, count }) => (
        <li key={name} className="relative border-b border-line py-3 hover:bg-sunken">
          <Anchor
            href={`/admin/integrations${queryOf(filter)}` as Route}
            className="flex items-baseline gap-3 outline-offset-[-2px] after:absolute after:inset-0"
          >
            <span className={`text-28 tabular-nums ${count === 0 ? 'text-faint' : 'font-strong'}`}>
              {count === null ? '500+' : count.toLocaleString('en')}
            </span>
            <span className="link">{words[name].what}</span>
          </Anchor>
          <p className="text-14 text-muted">{words[name].meaning}</p>
        </li>
      ))}
    </ul>
  )
}
