'use client'

import { type ComponentProps, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { inputClass } from '#components/ui/text-input.tsx'

/** Never give it a value from the server: what was typed into it is not sent back. */
export function SecretInput({ toggleLabel, ...rest }: ComponentProps<'input'> & { toggleLabel: string }) {
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <input
        {...rest}
        type={shown ? 'text' : 'password'}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className={`${inputClass} pr-24 font-mono`}
      />
      <button
        type="button"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-1 right-1 flex min-w-20 items-center justify-center gap-2 rounded-control px-2 text-14 text-muted hover:bg-sunken hover:text-ink noscript:hidden"
      >
        <Icon name={shown ? 'eyeOff' : 'eye'} />
        {shown ? 'Hide' : 'Show'}
        <span className="sr-only"> {toggleLabel}</span>
      </button>
    </div>
  )
}
