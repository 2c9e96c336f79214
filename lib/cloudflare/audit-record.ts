/** One record of Cloudflare's audit log, the same shape whether v1 or v2 answered. Missing values are null. */
export interface AuditRecord {
  id: string
  /** RFC 3339. */
  time: string
  actor: { email: string | null; type: string | null; tokenName: string | null; tokenId: string | null }
  /** For people: "Update DNS Record", or the type when Cloudflare gives no description. */
  action: string
  actionType: string | null
  result: 'success' | 'failure' | null
  product: string | null
  resource: { type: string | null; id: string | null }
  zone: { id: string | null; name: string | null }
  ip: string | null
  /** The record as Cloudflare sent it. */
  raw: unknown
}

/** Recent audit-log records read as proof, and which API version answered. */
export interface AuditSample {
  version: 'v1' | 'v2'
  records: AuditRecord[]
}
