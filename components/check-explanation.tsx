import { AllowAddresses } from '#components/allow-addresses.tsx'
import type { RenderAction } from '#components/checklist.tsx'
import { MoreAbout } from '#components/more-about.tsx'
import { ExternalLink } from '#components/ui/external-link.tsx'
import type { CheckView } from '#lib/integrations/view.ts'

/** Under a check that did not pass: Cloudflare's own words, what to do, and the one thing that does it. */
export function CheckExplanation({
  check,
  egressAddresses,
  renderAction,
}: {
  check: CheckView
  egressAddresses: readonly string[]
  renderAction: RenderAction
}) {
  const { cloudflareSays, nextStep, addressFilter } = check
  const action = nextStep?.action
  return (
    <>
      {cloudflareSays.length > 0 && (
        <figure className="max-w-read text-14 text-muted">
          <figcaption className="inline">Cloudflare says: </figcaption>
          {cloudflareSays.map((sentence) => (
            <blockquote key={sentence} className="inline wrap-anywhere">
              <bdi>“{sentence}”</bdi>{' '}
            </blockquote>
          ))}
        </figure>
      )}
      {nextStep && <p className="max-w-read text-14">{nextStep.text}</p>}
      {addressFilter && <AllowAddresses seen={addressFilter.seen} own={egressAddresses} />}
      {nextStep && action?.kind === 'link' && (
        <ExternalLink href={action.href} look="secondary">
          {action.label}
        </ExternalLink>
      )}
      {nextStep && action && action.kind !== 'link' && renderAction(nextStep, check)}
      <MoreAbout check={check}>More about this</MoreAbout>
    </>
  )
}
