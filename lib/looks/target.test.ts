import { expect, test } from 'vitest'
import { lookTarget } from '#lib/looks/target.ts'

const id = '01990000-0000-7000-8000-000000000000'
const base = `/admin/integrations/${id}`

test.each([
  base,
  `${base}/history`,
  `${base}/history?after=${id}`,
  `${base}/history/${id}`,
  `${base}/support-bundle?verification=${id}`,
  `${base}/disconnect`,
])('%s is a page of the integration', (to) => {
  expect(lookTarget(id, to)).toBe(to)
})

test.each([
  '',
  '/',
  '/admin/integrations',
  `${base}0`,
  `${base}/../../people`,
  `${base}/..`,
  `${base}/%2e%2e/other`,
  'https://evil.example/',
  `https://evil.example${base}`,
  `//evil.example${base}`,
  `/\\evil.example${base}`,
  `\\\\evil.example${base}`,
  `javascript:alert(1)//${base}`,
  'http://[',
])('%j leads to the integration itself', (to) => {
  expect(lookTarget(id, to)).toBe(base)
})
