'use client'

import { useEffect } from 'react'
import { useChosen } from '#app/admin/integrations/use-chosen.ts'

/** What was ticked in the list has had its turn. */
export function LetGo() {
  const { letGo } = useChosen()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the run's page opens
  useEffect(() => letGo(), [])
  return null
}
