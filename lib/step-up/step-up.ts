/** How long the mailed code of a step-up works, counted from when it was asked for. The database holds to it too. */
export const stepUpMinutes = 5

/** The longest reason that staff give for disconnecting an integration. */
export const disconnectReasonLength = 500
