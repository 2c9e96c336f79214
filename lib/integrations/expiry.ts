const day = 86_400_000
/** From here on a person is told; mails begin at the same time. */
const soonDays = 30

/** What to say of an end that is near: "expires in 3 days"; null while it is far, or there is none. */
export function expiryHint(expiresOn: string | null, now: Date): { text: string; isOver: boolean } | null {
  if (expiresOn === null) return null
  const left = new Date(expiresOn).getTime() - now.getTime()
  if (Number.isNaN(left) || left > soonDays * day) return null
  if (left <= 0) return { text: 'expired', isOver: true }
  const days = Math.floor(left / day)
  if (days === 0) return { text: 'expires within a day', isOver: false }
  return { text: `expires in ${days} ${days === 1 ? 'day' : 'days'}`, isOver: false }
}
