import { expect, test } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { demoMenu } from '#scripts/demo-menu.ts'

const menu = demoMenu(sampleCredentials)

test('the menu has every credential once, under what it comes to, with what it shows', () => {
  const lines = menu.split('\n').map((line) => line.trim())
  for (const { name, email, secret } of sampleCredentials) {
    expect(lines.filter((line) => line === (email === null ? secret : `${email}  ${secret}`))).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith(`${name}  `))).toHaveLength(1)
  }
  const headings = menu.split('\n').filter((line) => /^ {2}\S.*\(\d+\)$/.test(line))
  expect(headings.map((line) => line.replace(/\d+/, 'n').trim())).toEqual([
    'Connected (n)',
    'Connected, with gaps (n)',
    'Needs attention (n)',
    'Could not tell (n)',
  ])
  expect(menu).toMatch(/no DNS +A permission is missing; missing: DNS\n/)
  expect(menu).toMatch(/ids swapped +Account ID and Zone ID are swapped\n/)
})

test('the menu can be read: no line is longer than a wide terminal, and usual ids stand there once', () => {
  const [first] = sampleCredentials
  expect(menu.split(`Account ID ${first?.accountId}   Zone ID ${first?.zoneId}`)).toHaveLength(2)
  for (const line of menu.split('\n')) expect(line.length, line).toBeLessThanOrEqual(230)
  const about = menu.split('\n').filter((line) => /^ {4}\S/.test(line))
  for (const line of about) expect(line.length, line).toBeLessThanOrEqual(120)
})
