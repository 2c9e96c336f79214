'use client'

import { useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'

/** `word` stands beside the icon where one copies more than what it stands next to; it begins the label. */
export function CopyButton({ text, label, word }: { text: string; label: string; word?: string }) {
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
      className={`relative z-1 inline-flex h-6 min-w-6 shrink-0 items-center justify-center gap-1 rounded-control align-middle text-faint hover:bg-sunken hover:text-ink noscript:hidden ${word ? '-ml-1 px-1' : ''}`}
    >
      <Icon name={copied ? 'passed' : 'copy'} className={copied ? 'text-passed' : ''} />
      {word && <span aria-hidden="true">{word}</span>}
      <span className="sr-only">{label}</span>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
