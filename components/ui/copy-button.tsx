'use client'

import { useState } from 'react'
import { type ButtonLook, buttonClass } from '#components/ui/button-class.ts'
import { Icon } from '#components/ui/icon.tsx'

const small =
  'relative z-1 inline-flex h-6 min-w-6 shrink-0 items-center justify-center gap-1 rounded-control align-middle text-faint hover:bg-sunken hover:text-ink'

/**
 * Copies a text, or what stands in an element of the page, so that a long text need not come twice. A small button beside
 * what it copies; with `word`, which begins the label, where it copies more than that; with `look`, one that shows its
 * label. Without JavaScript it is not there.
 */
export function CopyButton({
  text,
  label,
  word,
  look,
}: {
  text: string | { elementId: string }
  label: string
  word?: string
  look?: ButtonLook
}) {
  const [copied, setCopied] = useState(false)

  async function copy() {
    const found = typeof text === 'string' ? text : document.getElementById(text.elementId)?.textContent
    await navigator.clipboard.writeText(found ?? '')
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }

  return (
    <button
      type="button"
      onClick={copy}
      title={label}
      className={`noscript:hidden ${look ? buttonClass(look) : `${small} ${word ? '-ml-1 px-1' : ''}`}`}
    >
      <Icon name={copied ? 'passed' : 'copy'} className={copied ? 'text-passed' : ''} />
      {word && <span aria-hidden="true">{word}</span>}
      <span className={look ? '' : 'sr-only'}>{label}</span>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
