/** What a screen shows of the people of a customer. Times are RFC 3339. */
export interface ColleagueView {
  email: string
  role: 'member' | 'owner'
  since: string
  /** The reader. */
  isSelf: boolean
  /** Access was taken away: no signing in, no mails. */
  isDisabled: boolean
}

export interface InvitationView {
  id: string
  email: string
  role: 'member' | 'owner'
  /** Null for one that an operator of AQUILA made. */
  invitedBy: string | null
  /** Null until the mail is out; an operator's is not mailed. */
  sentAt: string | null
  expiresAt: string
  isExpired: boolean
  /** Whether the reader may send it again or withdraw it. */
  isChangeable: boolean
}
