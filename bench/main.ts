/**
 * `npm run bench`: each row of the budgets against its floor, in one run, as ratios: this machine's own speed cancels
 * out. `-- --only NAME` measures one and ends with 1 when it misses its goal.
 */
import { parseArgs } from 'node:util'
import { measureAdminList } from '#bench/admin-list.ts'
import { measureConnect } from '#bench/connect.ts'
import type { Row } from '#bench/row.ts'
import { measureVault } from '#bench/vault.ts'
import { measureVerification } from '#bench/verification.ts'

const rows: Record<string, () => Promise<Row[]>> = {
  verification: measureVerification,
  connect: measureConnect,
  vault: measureVault,
  'admin-list': measureAdminList,
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const names = values.only === undefined ? Object.keys(rows) : [values.only]
let missed = false
for (const name of names) {
  const measure = rows[name]
  if (!measure) throw new Error(`There is no row ${name}; there are ${Object.keys(rows).join(', ')}.`)
  for (const { what, measured, floor, ratio, goal, meets } of await measure()) {
    missed ||= !meets
    const verdict = meets ? 'meets' : 'MISSES'
    process.stdout.write(
      `${name}: ${what}: ${measured}, floor ${floor}, ${ratio}; ${verdict} the goal ${goal}\n`,
    )
  }
}
process.exit(missed ? 1 : 0)
