/** One time that somebody of AQUILA opened an integration, and why. */
export interface LookView {
  seq: string
  at: string
  /** The address of the staff member. */
  who: string
  reason: string
  /** What they added to it; null for nothing. */
  text: string | null
}
