import { StatusBadge } from '#components/ui/status-badge.tsx'
import { exactTime } from '#components/ui/time-text.ts'
import { expiryHint } from '#lib/integrations/expiry.ts'
import type { IntegrationView } from '#lib/integrations/view.ts'

/** That a credential can do more than read, in two words. Never that it cannot: that does not show without writing. */
export function PowerBadge({ power }: { power: IntegrationView['power'] }) {
  if (power === 'global_key') return <StatusBadge tone="info" icon="unlocked" word="Full access" />
  return power === 'can_write' ? <StatusBadge tone="info" icon="unlocked" word="Can write" /> : null
}

/** How long a credential has left, once that is little. */
export function ExpiryBadge({ expiresOn }: { expiresOn: string }) {
  const hint = expiryHint(expiresOn, new Date())
  if (!hint) return null
  const word = hint.text.replace(/^expires /, '')
  return (
    <span title={exactTime(new Date(expiresOn))}>
      <StatusBadge tone={hint.isOver ? 'failed' : 'info'} word={word} />
    </span>
  )
}
