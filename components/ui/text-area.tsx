'use client'

import { type ComponentProps, useLayoutEffect, useState } from 'react'
import { inputClass } from '#components/ui/text-input.tsx'

/** Looks like a field of one line, and grows with what is in it. */
export function TextArea({
  id = '',
  mono = false,
  ...rest
}: ComponentProps<'textarea'> & { mono?: boolean }) {
  // React sets a textarea back to its first value as it takes the page over; what was typed before that stays.
  const [typedBefore] = useState(() => areaOf(id)?.value)
  useLayoutEffect(() => {
    const area = areaOf(id)
    if (area && typedBefore !== undefined) area.value = typedBefore
  }, [id, typedBefore])
  return (
    <textarea
      id={id}
      rows={1}
      {...rest}
      className={`${inputClass} block h-auto max-h-60 min-h-10 resize-y field-sizing-content supports-[field-sizing:content]:resize-none py-1.75 ${mono ? 'font-mono' : ''}`}
    />
  )
}

function areaOf(id: string): HTMLTextAreaElement | null {
  if (typeof document === 'undefined') return null
  const found = document.getElementById(id)
  return found instanceof HTMLTextAreaElement ? found : null
}
