import type { ActivityAction } from '#lib/activity/actions.ts'

/** What stands in the choice of actions; what a record says of itself is in lib/activity/actions.ts. */
const words: Record<ActivityAction, string> = {
  'customer.created': 'Customer created',
  'invitation.created': 'Invitation sent',
  'invitation.resent': 'Invitation sent again',
  'invitation.revoked': 'Invitation withdrawn',
  'invitation.accepted': 'Invitation accepted',
  'role.changed': 'Role of a member changed',
  'person.disabled': 'Access taken away',
  'person.enabled': 'Access given back',
  'staff.added': 'Staff role given',
  'staff.removed': 'Staff role taken',
  'session.created': 'Signed in',
  'session.ended': 'Signed out',
  'integration.connected': 'Integration connected',
  'integration.corrected': 'Integration corrected',
  'integration.disconnected': 'Integration disconnected',
  'integration.paused': 'Integration paused',
  'integration.resumed': 'Integration resumed',
  'note.written': 'Note written',
  'note.mailed': 'Note mailed',
  'step_up.requested': 'Code to disconnect asked for',
  'credential.replaced': 'Credential replaced',
  'credential.rebound': 'Credential sealed anew',
  'verification.requested': 'Verification asked for',
  'verification.finished': 'Verification finished',
  'sample.refresh_requested': 'Sample: newer records asked for',
  'sample.refreshed': 'Sample: newer records read',
  'sample.revealed': 'Sample: personal data looked at',
  'sample.exported': 'Sample downloaded',
  'sample.deleted': 'Sample deleted',
  'support_bundle.exported': 'Support bundle made',
  'notice.sent': 'Notice mailed',
  'integrations.listed': 'List of integrations looked at',
  'view.saved': 'View saved',
  'view.removed': 'View removed',
  'bulk.viewed': 'Bulk verification looked at',
  'integrations.exported': 'List of integrations downloaded',
  'integration.opened': 'Integration opened, with a reason',
  'integration.viewed': 'Integration looked at',
  'case.changed': 'Case changed',
  'overview.viewed': 'Overview looked at',
  'customers.listed': 'List of customers looked at',
  'customer.viewed': 'Customer looked at',
  'staff.listed': 'List of the staff looked at',
  'activity.listed': 'Activity looked at',
  'activity.exported': 'Activity downloaded',
  'keys.viewed': 'Keys looked at',
}

/** In the order of their words. */
export const actionOptions: readonly (readonly [string, string])[] = [
  ['', 'Any'],
  ...Object.entries(words).toSorted(([, a], [, b]) => a.localeCompare(b, 'en')),
]

export function actionWord(action: ActivityAction): string {
  return words[action]
}
