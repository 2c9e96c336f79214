/** Why staff may look at an integration, as the customer reads it. The keys are what a form sends. */
export const lookReasons = {
  asked: 'The customer asked for help',
  failing: 'A check fails',
  ending: 'The credential ends soon',
  incident: 'Review after an incident',
  other: 'Something else',
} as const

export type LookReason = keyof typeof lookReasons

/** How long a stated reason holds. */
export const reasonMinutes = 60

/** The longest free text beside a reason. */
export const reasonLength = 200
