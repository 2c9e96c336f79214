import type { ComponentProps } from 'react'
import { inputClass } from '#components/ui/text-input.tsx'

/** Looks like a field of one line, and grows with what is in it. */
export function TextArea({ mono = false, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      rows={1}
      {...rest}
      className={`${inputClass} block h-auto max-h-60 min-h-10 resize-y field-sizing-content supports-[field-sizing:content]:resize-none py-1.75 ${mono ? 'font-mono' : ''}`}
    />
  )
}
