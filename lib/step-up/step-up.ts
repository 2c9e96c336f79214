/** How long the mailed code of a step-up works, counted from when it was asked for. The database holds to it too. */
export const stepUpMinutes = 5
