'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { verifyAgainAction } from '#app/integrations/[id]/actions.ts'
import { TakeSuggestedIdsButton } from '#app/integrations/[id]/take-suggested-ids-button.tsx'
import { VerifyAgainButton } from '#app/integrations/[id]/verify-again-button.tsx'
import { Checklist } from '#components/checklist.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { exactTime } from '#components/ui/time-text.ts'
import type { CheckView, IntegrationView, NextStep } from '#lib/integrations/view.ts'

export type Live = Pick<IntegrationView, 'state' | 'verification' | 'nextTryAt'>

/**
 * The checklist of the newest verification. It follows the worker while something is going on; what is shown is
 * always what is stored, so another tab, a reload, or coming back later shows the same. Without JavaScript the
 * page fetches itself again until the verification has ended.
 */
export function LiveVerification({
  integrationId,
  initial,
  egressAddresses,
}: {
  integrationId: string
  initial: Live
  egressAddresses: readonly string[]
}) {
  const live = useLive(integrationId, initial)
  const { verification, nextTryAt } = live
  if (!verification) return null
  const settled = verification.finishedAt !== null
  return (
    <div>
      {(!settled || live.state === 'verifying') && (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      )}
      <Checklist
        checks={verification.checks}
        settled={settled}
        egressAddresses={egressAddresses}
        renderAction={(step, check) => (
          <StepAction
            integrationId={integrationId}
            verificationId={verification.id}
            step={step}
            offer={check.offer}
          />
        )}
      />
      <div className="mt-4 grid gap-4">
        {settled && nextTryAt && (
          <Notice tone="unsure" title="AQUILA tries again by itself">
            <p>
              The next try is due <TimeAgo at={nextTryAt} /> ({exactTime(new Date(nextTryAt))}). There is
              nothing you need to do.
            </p>
          </Notice>
        )}
        <div className="no-print flex flex-wrap items-center gap-4">
          <VerifyAgainButton action={verifyAgainAction} id={integrationId} isRunning={!settled} />
          {verification.finishedAt && (
            <p className="text-14 text-muted">
              Finished <TimeAgo at={verification.finishedAt} />
            </p>
          )}
        </div>
      </div>
    </div>
  )
}

function useLive(integrationId: string, initial: Live): Live {
  const router = useRouter()
  const [received, setReceived] = useState<{ over: Live; live: Live } | null>(null)
  const live = received?.over === initial ? received.live : initial
  // State and verification are read one after the other: the worker may have finished in between.
  const isMoving =
    live.state === 'verifying' || live.verification?.finishedAt === null || live.nextTryAt !== null

  useEffect(() => {
    if (!isMoving) return
    const stream = new EventSource(`/api/integrations/${integrationId}/events`)
    let state = initial.state
    stream.onmessage = (event: MessageEvent<string>) => {
      const next = JSON.parse(event.data) as Live
      setReceived({ over: initial, live: next })
      // State, sample and activity stand elsewhere on the page, which the server renders.
      const ended =
        next.verification?.finishedAt !== null &&
        next.verification?.finishedAt !== initial.verification?.finishedAt
      if (ended || next.state !== state) router.refresh()
      state = next.state
    }
    return () => stream.close()
  }, [integrationId, initial, isMoving, router])

  return live
}

/** The one thing that helps with a failed check, as a button or a link. */
function StepAction({
  integrationId,
  verificationId,
  step,
  offer,
}: {
  integrationId: string
  verificationId: string
  step: NextStep
  offer: CheckView['offer']
}) {
  const { action } = step
  if (offer)
    return (
      <TakeSuggestedIdsButton id={integrationId} verificationId={verificationId} label={offer.label}>
        {action && <LinkButton href={`/integrations/${integrationId}/correct`}>{action.label}</LinkButton>}
      </TakeSuggestedIdsButton>
    )
  if (action?.kind === 'replace')
    return <LinkButton href={`/integrations/${integrationId}/replace`}>{action.label}</LinkButton>
  if (action?.kind === 'correct')
    return <LinkButton href={`/integrations/${integrationId}/correct`}>{action.label}</LinkButton>
  if (action?.kind === 'verify_again')
    return <VerifyAgainButton action={verifyAgainAction} id={integrationId} label={action.label} />
  return null
}
