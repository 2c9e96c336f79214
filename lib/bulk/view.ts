/** How one integration of a bulk verification stands. */
export type BulkState =
  | 'waiting'
  | 'verifying'
  | 'connected'
  | 'connected_with_gaps'
  | 'needs_attention'
  | 'unconfirmed'
  | 'superseded'

export interface BulkRow {
  id: string
  customerName: string
  accountName: string
  state: BulkState
  /** What is wrong, in a few words; null while nothing is known, and when nothing is. */
  problem: string | null
}

export interface BulkView {
  id: string
  startedAt: string
  rows: BulkRow[]
}
