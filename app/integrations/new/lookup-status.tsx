import { useEffect, useState } from 'react'
import type { Choice } from '#app/integrations/new/use-choice.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Discovery } from '#lib/integrations/discovery.ts'

/** What is known of the credential before anything is stored; announced as it changes, and never in the way of the fields. */
export function LookupStatus({ choice }: { choice: Choice }) {
  const { lookup, canForce, lookAgain } = choice
  return (
    <div role="status" className="grid min-h-12 max-w-read content-start gap-2 text-14 noscript:hidden">
      {lookup.status === 'none' &&
        (canForce ? (
          <p>
            <Act onClick={lookAgain}>Look up its accounts and zones</Act>, or type the ids.
          </p>
        ) : (
          <p className="text-muted">
            As soon as the credential is here, AQUILA looks up which accounts and zones it sees, for you to
            choose from. Nothing is stored before you connect.
          </p>
        ))}
      {lookup.status === 'looking' && <Looking />}
      {lookup.status === 'refused' && (
        <Notice tone="unsure">
          <p>
            {lookup.sentence} Type the ids, or <Act onClick={lookAgain}>look again</Act>.
          </p>
        </Notice>
      )}
      {lookup.status === 'found' && <Found choice={choice} found={lookup.discovery} />}
    </div>
  )
}

function Looking() {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex gap-2">
      <Icon name="pending" className="mt-0.5 text-info" />
      <span>
        Looking up accounts and zones at Cloudflare…
        {isSlow && ' Cloudflare takes its time, at most 8 seconds. You can type the ids meanwhile.'}
      </span>
    </p>
  )
}

const tones = { wrong: 'failed', unclear: 'unsure', partial: 'info' } as const

function Found({ choice, found }: { choice: Choice; found: Discovery }) {
  const { problem } = found
  const { lists, isChoosing, lookAgain, typeInstead, chooseInstead } = choice
  return (
    <>
      {problem && (
        <Notice tone={tones[problem.kind]}>
          <p>
            {problem.sentence}
            {problem.kind === 'wrong' && ' Nothing was stored.'}
          </p>
          <p>
            {problem.step} {problem.kind !== 'partial' && <Act onClick={lookAgain}>Look again</Act>}
          </p>
        </Notice>
      )}
      {lists && (
        <p className="flex gap-2">
          <Icon name="passed" className="mt-0.5 text-passed" />
          <span>
            {summary(lists, choice)}{' '}
            {isChoosing ? (
              <Act onClick={typeInstead}>Type the ids instead</Act>
            ) : (
              <Act onClick={chooseInstead}>Choose from the list instead</Act>
            )}
          </span>
        </p>
      )}
    </>
  )
}

function summary({ accounts, zones }: Discovery, { isChoosing, accountId, zoneIds }: Choice): string {
  const counts = [counted(accounts.length, 'account'), zones.length > 0 ? counted(zones.length, 'zone') : '']
  const found = `This credential sees ${counts.filter(Boolean).join(' and ')}.`
  if (!isChoosing) return found
  const isReady = accountId !== '' && zoneIds !== ''
  if (isReady && accounts.length === 1 && zones.length === 1) return `${found} Both are chosen.`
  return found
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function Act({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className="link cursor-pointer font-strong">
      {children}
    </button>
  )
}
