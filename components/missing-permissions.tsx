import { CopyButton } from '#components/ui/copy-button.tsx'
import { ExternalLink } from '#components/ui/external-link.tsx'
import type { CheckView } from '#lib/integrations/view.ts'

/** What several gaps have in common: one list to add, and one place to add it. */
export function MissingPermissions({ gaps }: { gaps: CheckView[] }) {
  const action = gaps[0]?.nextStep?.action
  return (
    <div className="mb-6 grid justify-items-start gap-3 rounded-panel bg-unsure-soft px-4 py-3 text-14">
      <h4 className="font-strong">Add these {gaps.length} to the token, then verify again</h4>
      <ul className="gap-x-8 sm:columns-2">
        {gaps.map(({ title }) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      <div className="no-print flex flex-wrap gap-3">
        {action?.kind === 'link' && (
          <ExternalLink href={action.href} look="secondary">
            {action.label}
          </ExternalLink>
        )}
        <CopyButton
          text={gaps.map(({ title }) => title).join('\n')}
          label={`Copy these ${gaps.length}`}
          look="quiet"
        />
      </div>
    </div>
  )
}
