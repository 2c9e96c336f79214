import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** All that another color scheme can change. */
const colorRules = ['color-contrast', 'link-in-text-block']

/** The page as it stands, in light and dark, on a desk and on a phone: no violation, and nothing scrolls sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const found: string[] = []
  // The text of a page is there before its style sheet is.
  await page.waitForLoadState('load')
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (tooWide > 0) found.push(`${width} px: ${tooWide} px too wide`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
      const { violations } = await (colorScheme === 'light'
        ? axe.withTags(tags)
        : axe.withRules(colorRules)
      ).analyze()
      for (const { id, nodes } of violations)
        found.push(
          `${width} px, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        )
    }
  }
  expect(found, `${page.url()}: ${await page.title()}`).toEqual([])
}
