import type { Identified } from '#lib/cloudflare/identify.ts'

/** What a credential just entered can see, for a person to choose from. Neither it nor a secret is stored. */
export interface Discovery {
  accounts: Identified['accounts']
  zones: Identified['zones']
  /** Why something has to be typed all the same; null when everything can be chosen. */
  problem: DiscoveryProblem | null
}

export interface DiscoveryProblem {
  /** `wrong`: Cloudflare refuses the credential. `unclear`: nobody can tell. `partial`: nothing is wrong, only not listed. */
  kind: 'wrong' | 'unclear' | 'partial'
  sentence: string
  step: string
}
