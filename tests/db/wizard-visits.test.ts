import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { connect } from '#lib/integrations/connect.ts'
import { noteVisit } from '#lib/integrations/wizard-visit.ts'
import { run } from '#tests/db/cluster.ts'
import { newMember, sample } from '#tests/db/fixtures.ts'

const stored = (id: string) =>
  run('superuser', 'select person_id, step, method, integration_id from wizard_visit where id = $1', [id])

test('a way through the wizard is one row, and says which integration it led to', async () => {
  const member = await newMember()
  const id = randomUUID()
  await noteVisit(member, { id, step: 'choose', method: 'api_token' })
  await noteVisit(member, { id, step: 'enter', method: 'global_key' })
  const way = { person_id: member.personId, step: 'enter', method: 'global_key' }
  expect(await stored(id)).toEqual([{ ...way, integration_id: null }])
  const { credential, accountId, zoneIds } = sample('user token')
  const { integrationId } = await connect(member, { credential, accountId, zoneIds, idempotencyKey: id })
  expect(await stored(id)).toEqual([{ ...way, integration_id: integrationId }])
})

test('somebody else’s way is not changed, and nothing tells that it is there', async () => {
  const [mine, theirs] = [await newMember(), await newMember()]
  const id = randomUUID()
  await noteVisit(theirs, { id, step: 'prepare', method: 'api_token' })
  await expect(noteVisit(mine, { id, step: 'enter', method: 'api_token' })).resolves.toBeUndefined()
  expect(await stored(id)).toMatchObject([{ person_id: theirs.personId, step: 'prepare' }])
})
