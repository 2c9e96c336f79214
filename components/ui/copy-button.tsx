'use client'

import { useState } from 'react'
import { type ButtonLook, buttonClass } from '#components/ui/button-class.ts'
import { Icon } from '#components/ui/icon.tsx'

const small =
  'relative z-1 inline-flex size-6 shrink-0 items-center justify-center rounded-control align-middle text-faint hover:bg-sunken hover:text-ink noscript:hidden'

/** A small button beside what it copies; with `look`, one that shows its label. */
export function CopyButton({
  text,
  label,
  look,
}: {
  text: string
  label: string
  look?: ButtonLook | undefined
}) {
  const [copied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }

  return (
    <button
      type="button"
      onClick={copy}
      title={label}
      className={look ? `${buttonClass(look)} noscript:hidden` : small}
    >
      <Icon name={copied ? 'passed' : 'copy'} className={copied ? 'text-passed' : ''} />
      <span className={look ? '' : 'sr-only'}>{label}</span>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
