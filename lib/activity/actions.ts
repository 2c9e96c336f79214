/** Everything that the portal's trail can say, with the sentence a screen shows. A new action needs its sentence here. */
export const activitySentences = {
  'customer.created': () => 'created the customer',
  'invitation.created': (d) => `invited a person as ${d['role'] ?? 'member'}`,
  'invitation.resent': () => 'sent an invitation again',
  'invitation.revoked': () => 'withdrew an invitation',
  'invitation.accepted': () => 'accepted the invitation',
  'role.changed': (d) => `made a member ${d['role'] === 'member' ? 'a plain member' : 'an owner'}`,
  'person.disabled': () => 'took a person’s access away; all their sessions ended',
  'person.enabled': () => 'gave a person’s access back',
  'staff.added': (d) => `gave a person the role ${d['role'] ?? 'support'}`,
  'staff.removed': () => 'took a person’s staff role; all their sessions ended',
  'session.created': () => 'signed in',
  'session.ended': () => 'signed out',
  'integration.connected': () => 'entered a credential and connected the account',
  'integration.corrected': (d) => `corrected ${d['fields'] ?? 'the details'}`,
  'integration.disconnected': (d) =>
    `disconnected the account; the sealed credential was destroyed${d['reason'] ? `. The reason: “${d['reason']}”` : ''}`,
  'integration.paused': () => 'paused the verifications that AQUILA makes by itself',
  'integration.resumed': () => 'let AQUILA verify by itself again',
  'note.written': (d) => (d['audience'] === 'customer' ? 'wrote to the customer' : 'wrote an internal note'),
  'note.mailed': (d) =>
    `mailed a message of support to ${d['people'] === '1' ? '1 person' : `${d['people'] ?? 'all'} people`}`,
  'step_up.requested': () => 'asked for a code to disconnect the account',
  'credential.replaced': (d) =>
    `replaced the credential with ${d['mask'] ?? 'another one'}; the earlier one was destroyed`,
  'credential.rebound': () => 'sealed the credential anew for the corrected account',
  'verification.requested': () => 'asked for a new verification',
  'verification.finished': (d) =>
    `verified the credential: ${verdictWords[d['verdict'] ?? ''] ?? 'finished'}`,
  'sample.refresh_requested': () => 'asked for newer audit-log records',
  'sample.refreshed': (d) =>
    d['failure']
      ? `could not read newer audit-log records: ${d['failure']}`
      : `read the newest audit-log records: ${d['records'] ?? 'some'}`,
  'sample.revealed': () => 'looked at the personal data in the audit-log sample',
  'sample.exported': (d) =>
    `downloaded the audit-log sample, personal data ${d['personal'] === 'shown' ? 'included' : 'masked'}`,
  'sample.deleted': () => 'deleted the audit-log sample: it had reached its age',
  'support_bundle.exported': () => 'made a support bundle of a verification',
  'notice.sent': (d) =>
    `mailed ${d['people'] === '1' ? '1 person' : `${d['people'] ?? 'all'} people`}: ${d['about'] ?? 'news of the integration'}`,
  'integrations.listed': (d) =>
    d['searched'] ? 'searched the list of integrations' : 'looked at the list of integrations',
  'view.saved': () => 'saved a view of the list of integrations',
  'view.removed': () => 'removed a saved view of the list',
  'bulk.viewed': () => 'looked at a bulk verification',
  'integrations.exported': () => 'downloaded the list of integrations',
  'integration.opened': (d) =>
    `opened the integration: ${d['reason'] ?? 'no reason given'}${d['text'] ? `, “${d['text']}”` : ''}`,
  'case.changed': (d) => `changed the case: ${d['change'] ?? 'its state'}`,
  'overview.viewed': () => 'looked at the overview',
  'customers.listed': (d) =>
    d['searched'] ? 'searched the list of customers' : 'looked at the list of customers',
  'customer.viewed': () => 'looked at the customer and its people',
  'staff.listed': () => 'looked at the list of the staff',
  'activity.listed': () => 'looked at the activity of the portal',
  'activity.exported': () => 'downloaded the activity of the portal',
  'keys.viewed': () => 'looked at the keys',
  'integration.viewed': (d) => {
    if (d['part'] === 'history') return 'looked at the history of verifications'
    return d['part'] === 'verification' ? 'looked at one of the verifications' : 'looked at the integration'
  },
} satisfies Record<string, (details: Record<string, string | undefined>) => string>

export type ActivityAction = keyof typeof activitySentences

const verdictWords: Record<string, string> = {
  connected: 'connected',
  connected_with_gaps: 'connected with gaps',
  needs_attention: 'needs attention',
  unconfirmed: 'could not tell yet',
}
