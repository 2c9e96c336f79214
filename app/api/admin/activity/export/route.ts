import { csvDownload } from '#app/api/csv-download.ts'
import { exportActivity } from '#lib/activity/export.ts'
import { filterOfQuery } from '#lib/activity/filter.ts'

/** The portal's trail as a CSV file. */
export function POST(request: Request): Promise<Response> {
  return csvDownload(request, 'activity', (staff, query, isSignedIn) =>
    exportActivity(staff, filterOfQuery(query), isSignedIn),
  )
}
