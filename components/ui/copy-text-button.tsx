'use client'

import { useState } from 'react'
import { buttonClass } from '#components/ui/button-class.ts'
import { Icon } from '#components/ui/icon.tsx'

/** Copies what stands in an element of the page, so that a long text need not come twice. Without JavaScript it is not there. */
export function CopyTextButton({ of, label }: { of: string; label: string }) {
  const [copied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(document.getElementById(of)?.textContent ?? '')
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }

  return (
    <button type="button" onClick={copy} className={`${buttonClass('secondary')} noscript:hidden`}>
      <Icon name={copied ? 'passed' : 'copy'} className={copied ? 'text-passed' : ''} />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  )
}
