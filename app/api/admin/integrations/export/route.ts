import { csvDownload } from '#app/api/csv-download.ts'
import { exportListing } from '#lib/listing/export.ts'
import { filterOfQuery } from '#lib/listing/filter.ts'

/** The staff's list as a CSV file. */
export function POST(request: Request): Promise<Response> {
  return csvDownload(request, 'integrations', (staff, query, isSignedIn) =>
    exportListing(staff, filterOfQuery(query), isSignedIn),
  )
}
