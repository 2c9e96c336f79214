import type { IconName } from '#components/ui/icon.tsx'

/** The four meanings of the portal, and `neutral` for what has none. */
export type Tone = 'passed' | 'failed' | 'unsure' | 'info' | 'neutral'

export const toneText: Record<Tone, string> = {
  passed: 'text-passed',
  failed: 'text-failed',
  unsure: 'text-unsure',
  info: 'text-info',
  neutral: 'text-faint',
}

export const toneSoft: Record<Tone, string> = {
  passed: 'bg-passed-soft',
  failed: 'bg-failed-soft',
  unsure: 'bg-unsure-soft',
  info: 'bg-info-soft',
  neutral: 'bg-sunken',
}

export const toneIcon: Record<Tone, IconName> = {
  passed: 'passed',
  failed: 'failed',
  unsure: 'unsure',
  info: 'info',
  neutral: 'ended',
}
