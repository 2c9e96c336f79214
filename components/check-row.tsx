import { CheckDetails } from '#components/check-details.tsx'
import { CheckExplanation } from '#components/check-explanation.tsx'
import type { RenderAction } from '#components/checklist.tsx'
import { MoreAbout } from '#components/more-about.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { durationText } from '#components/ui/time-text.ts'
import type { CheckView } from '#lib/integrations/view.ts'

const looks: Record<CheckView['result'], { icon: IconName; word: string; color: string }> = {
  pending: { icon: 'pending', word: 'Waiting', color: 'text-faint' },
  passed: { icon: 'passed', word: 'Passed', color: 'text-passed' },
  failed: { icon: 'failed', word: 'Failed', color: 'text-failed' },
  could_not_tell: { icon: 'unsure', word: 'Could not tell', color: 'text-unsure' },
  not_run: { icon: 'skipped', word: 'Not run', color: 'text-faint' },
}

/** A refused permission is a gap of a connection that works, so it does not look like a failure. */
const missing = { icon: 'incomplete', word: 'Missing', color: 'text-unsure' } as const

/** A row that passed is itself the fold of its details; one that did not says first what to do. */
export function CheckRow({
  check,
  heading,
  settled,
  egressAddresses,
  renderAction,
}: {
  check: CheckView
  heading: 'h3' | 'h4'
  settled: boolean
  egressAddresses: readonly string[]
  renderAction: RenderAction
}) {
  const { title, details, result } = check
  if (details && result === 'passed')
    return (
      <li className="border-b border-line">
        <details className="group">
          <summary className="cursor-pointer list-none py-3 hover:bg-sunken">
            <Headline check={check} heading={heading} clamp={!settled} fold />
          </summary>
          <div className="pr-7 pb-4 pl-7">
            <CheckDetails title={title} details={details} />
          </div>
        </details>
      </li>
    )
  const wrong = settled && (result === 'failed' || result === 'could_not_tell')
  return (
    <li className="border-b border-line py-3">
      <Headline check={check} heading={heading} clamp={!settled} />
      {wrong && (
        <div className="grid justify-items-start gap-3 pt-2 pb-1 pl-7">
          <CheckExplanation check={check} egressAddresses={egressAddresses} renderAction={renderAction} />
          {details && (
            <Disclosure summary="Details">
              <CheckDetails title={title} details={details} />
            </Disclosure>
          )}
        </div>
      )}
    </li>
  )
}

function Headline({
  check,
  heading: Heading,
  clamp,
  fold = false,
}: {
  check: CheckView
  heading: 'h3' | 'h4'
  clamp: boolean
  fold?: boolean
}) {
  const { icon, word, color } =
    check.name === 'permission' && check.result === 'failed' ? missing : looks[check.result]
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)_auto_1rem] gap-x-3 text-14">
      <Icon name={icon} className={`mt-0.5 ${color}`} />
      <div className="min-w-0">
        <Heading className="wrap-anywhere">{check.title}</Heading>
        <p className={`min-h-10 text-muted md:min-h-5 ${clamp ? 'line-clamp-2 md:line-clamp-1' : ''}`}>
          {check.sentence}
        </p>
      </div>
      <p className="text-right whitespace-nowrap">
        <span className={`font-strong ${color}`}>{word}</span>
        <span className="block text-12 leading-5 text-faint tabular-nums">
          {check.result === 'not_run' ? (
            <MoreAbout check={check} quiet>
              Why?
            </MoreAbout>
          ) : (
            check.details && durationText(check.details.durationMs)
          )}
        </span>
      </p>
      {fold && (
        <span className="no-print mt-0.5 text-faint">
          <Icon name="chevron" className="transition-transform group-open:rotate-90" />
          <span className="sr-only">Details</span>
        </span>
      )}
    </div>
  )
}
