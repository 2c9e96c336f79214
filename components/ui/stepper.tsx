import { Icon } from '#components/ui/icon.tsx'

export interface Step {
  label: string
  /** Where a finished step is found again; null for one that cannot be visited. */
  href: string | null
}

/** `current` counts from 0. On a phone only the current step shows its words. */
export function Stepper({ label, steps, current }: { label: string; steps: Step[]; current: number }) {
  return (
    <nav aria-label={label} className="no-print">
      <ol className="flex gap-2 text-14 md:gap-4">
        {steps.map((step, index) => (
          <li
            key={step.label}
            aria-current={index === current ? 'step' : undefined}
            className={`min-w-0 border-t-2 pt-2 ${index <= current ? 'border-accent' : 'border-line'} ${index === current ? 'max-md:grow-[4]' : ''} flex-1`}
          >
            <StepText
              step={step}
              number={index + 1}
              state={index < current ? 'done' : index === current ? 'now' : 'later'}
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepText({ step, number, state }: { step: Step; number: number; state: 'done' | 'now' | 'later' }) {
  const words = (
    <>
      <span className="tabular-nums">{number}</span>
      <span className={state === 'now' ? '' : 'max-md:sr-only'}>{step.label}</span>
      {state === 'done' && <Icon name="passed" className="text-accent max-md:hidden" />}
    </>
  )
  const look = 'inline-flex min-h-6 items-center gap-2'
  if (state === 'done' && step.href)
    return (
      <a href={step.href} className={`${look} text-muted hover:text-ink hover:underline`}>
        {words}
      </a>
    )
  return <span className={`${look} ${state === 'now' ? 'font-strong text-ink' : 'text-faint'}`}>{words}</span>
}
