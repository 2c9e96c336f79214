'use client'

import { useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'

export function CopyButton({ text, label }: { text: string; label: string }) {
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
      className="relative z-1 inline-flex size-6 shrink-0 items-center justify-center rounded-control align-middle text-faint hover:bg-sunken hover:text-ink noscript:hidden"
    >
      <Icon name={copied ? 'passed' : 'copy'} className={copied ? 'text-passed' : ''} />
      <span className="sr-only">{label}</span>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
