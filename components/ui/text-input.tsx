import type { ComponentProps } from 'react'

export const inputClass =
  'h-10 w-full min-w-0 rounded-control border border-control bg-surface px-3 text-16 text-ink ' +
  'placeholder:text-faint aria-invalid:border-failed aria-invalid:bg-failed-soft'

export function TextInput({ mono = false, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return <input type="text" {...rest} className={mono ? `${inputClass} font-mono` : inputClass} />
}
