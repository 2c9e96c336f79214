export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

const shape =
  'inline-flex min-h-10 justify-self-start items-center justify-center gap-2 rounded-control border px-4 py-2 text-14 font-strong ' +
  'no-underline transition-colors aria-disabled:cursor-progress aria-disabled:opacity-70'

const looks: Record<ButtonLook, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  secondary: 'border-control bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-muted hover:bg-sunken hover:text-ink',
  danger: 'border-failed bg-surface text-failed hover:bg-failed-soft',
}

export function buttonClass(look: ButtonLook): string {
  return `${shape} ${looks[look]}`
}
