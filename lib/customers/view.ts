/** What a screen shows of the people of a customer. Times are RFC 3339. */
export interface ColleagueView {
  personId: string
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
  /** Null for one that AQUILA made: its staff, or an operator's command. */
  invitedBy: string | null
  /** Null until the mail is out; that of an operator's command is not mailed. */
  sentAt: string | null
  expiresAt: string
  isExpired: boolean
  /** Whether the reader may send it again or withdraw it. */
  isChangeable: boolean
}
